"use client";
import type { Hub } from "@fleethub/api";
import { Command } from "../parts/command";
import { Icon } from "../parts/icon";
import { Note } from "../parts/note";
import { authorityCommand } from "./commands";
import { FILES, type Place } from "./places";
import type { Door } from "./templates";

/** How the agent's host comes to trust the hub's own authority. */
export function TrustStep(props: { hub: Hub; door: Door; sha256: string; place: Place }) {
  const { hub, door, sha256, place } = props;
  const cluster = place === "kubernetes";
  return (
    <>
      <Command
        text={authorityCommand(door, sha256, place)}
        label="command that fetches the authority"
      />
      <p className="hint under">
        What came is compared with the digest that this page shows, and removed where it is another.
        Or download the CA and {cluster ? "make the ConfigMap from it" : "copy it to "}
        {cluster ? null : <code>{FILES[place].authority}</code>}.
      </p>
      <p className="hint under">
        SHA-256 of the certificate <span className="mono">{hub.caFingerprint}</span>
      </p>
    </>
  );
}

/** The hub's own authority as a file. */
export function DownloadAuthority() {
  return (
    <a className="btn sm" href="/api/v1/certificates/ca" download="fleethub-ca.pem">
      <Icon name="download" small />
      Download the CA
    </a>
  );
}

/** Who reaches the door without TLS, and what to do for the others. */
export function PlainNote({ hub }: { hub: Hub }) {
  if (hub.agentsTls !== "off") return null;
  if (hub.agentsPlainText === "everywhere") {
    return (
      <Note tone="warn">
        Agents come in plain text: whoever is on the way can read and change what is sent, tokens
        and secrets too. For TLS run <code>fleethub certs init --host NAME</code> and start the hub
        again.
      </Note>
    );
  }
  if (hub.agentsLoopbackOnly) return null;
  return (
    <Note tone="warn">
      Without TLS this hub takes Collectors of its own machine alone; others are answered 403,
      containers and their bridge among them. Run <code>fleethub certs init --host NAME</code> and
      start the hub again, or set <code>FLEETHUB_AGENTS_PLAIN_TEXT=allow</code> where the network is
      trusted.
    </Note>
  );
}
