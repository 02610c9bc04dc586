import type { Certificates } from "@fleethub/api";
import { isIP } from "node:net";

/** What is to be said of the agents' door. */
export interface DoorFacts {
  readonly agents: Certificates["agents"];
  /** Only this machine can connect to the port at all. */
  readonly loopbackOnly: boolean;
  readonly port: number;
  readonly path: string;
  /** The hub runs in a container, whose host is another one. */
  readonly inContainer: boolean;
}

/** How the door is told to the person who starts the hub. */
export interface DoorWords {
  /** Where agents on other hosts connect to; null: they cannot, or it goes without saying. */
  readonly url: string | null;
  /** Who may connect, and how. */
  readonly reach: string;
  readonly notes: readonly string[];
}

const IN_CONTAINER =
  "In a container every agent outside of it is another host, the container's own host included.";
const HOW_TO_ENCRYPT =
  "Agents on other hosts are answered 403: run `fleethub certs init --host NAME` and start again, or set FLEETHUB_AGENTS_PLAIN_TEXT=allow where the network is trusted.";

/** Who may connect to the agents' door and how, in one line, and what else should be known. */
export function doorWords(facts: DoorFacts): DoorWords {
  const { agents, loopbackOnly } = facts;
  const { certificate, plainText } = agents;
  if (certificate === null) {
    if (loopbackOnly) return { url: null, reach: "this machine only", notes: [] };
    if (plainText === "everywhere") {
      const reach = "every host, in plain text: whoever is on the way can read and change it";
      return { url: null, reach, notes: [] };
    }
    const notes = [HOW_TO_ENCRYPT, ...(facts.inContainer ? [IN_CONTAINER] : [])];
    return { url: null, reach: "plain text, from this machine only", notes };
  }
  const host = certificate.hostNames.find((name) => !name.startsWith("*."));
  const url = host === undefined ? null : `wss://${inUrl(host)}:${facts.port}${facts.path}`;
  const by = agents.source === "hub-ca" ? "the hub's own authority" : "a certificate from files";
  const also = {
    nowhere: "",
    "this-machine": ", plain text from this machine only",
    everywhere: ", plain text from every host too",
  }[plainText];
  const until = certificate.notAfter.slice(0, "2026-01-01".length);
  const notes =
    certificate.state === "expired" || certificate.state === "not-yet"
      ? [
          `The certificate of the agents' door is good until ${until}, and agents refuse it: renew it.`,
        ]
      : [];
  const who = agents.clientCertificates === "required" ? "agents with a certificate" : "every host";
  return { url, reach: `${loopbackOnly ? "this machine only" : who}, TLS by ${by}${also}`, notes };
}

const inUrl = (host: string) => (isIP(host) === 6 ? `[${host}]` : host);
