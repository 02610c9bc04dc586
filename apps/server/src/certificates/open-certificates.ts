import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Certificates, ClientCertificates, PlainText } from "@fleethub/api";
import type { CertificateAuthority, Logger } from "@fleethub/control-plane";
import { ServerError } from "../server-error.js";
import type { Settings } from "../settings/index.js";
import type { CertificateDesk } from "./certificate-desk.js";
import { authorityProblem } from "./authority-end.js";
import { presentCertificate, renewAt } from "./certificate-facts.js";
import { DoorCertificate, type DoorState } from "./door-certificate.js";
import { SERVER_CERTIFICATE_LIFETIME_MS } from "./issue.js";
import { loadAuthorities, type LoadedAuthorities } from "./pair-of-files.js";
import { hasAuthority, readAuthority, renewServer, TLS_FILES, tlsFolderOf } from "./tls-folder.js";

/** How often files are looked at, and whether a certificate is due for renewal. */
const CERTIFICATE_LOOK_MS = 2_000;

const OFF: DoorState = { source: "off", pair: null, loadedAt: null, problem: null };

/** The certificates of a running hub. */
export interface OpenCertificates extends CertificateDesk {
  /** Null: the agents' door has no certificate. */
  readonly agents: DoorCertificate | null;
  readonly console: DoorCertificate | null;
  readonly plainText: PlainText;
  readonly clientCertificates: ClientCertificates;
  /** PEM of the authorities that client certificates are verified by. */
  readonly clientAuthoritiesPem: readonly string[];
  /** What signs certificates of agents; null where this hub does not hold its key. */
  readonly authority: CertificateAuthority | null;
  /** What agents verify the door by, for offers; null where the hub does not know. */
  readonly trustPem: string | null;
  /** `trustPem` is the hub's own authority alone: no proxy before the door is verified by it. */
  readonly trustsDoorAlone: boolean;
  /** Reads files again, and renews what is due. */
  look(): Promise<void>;
  stop(): void;
}

type Parts = Pick<
  Settings,
  | "dataDir"
  | "agentsTlsCertFile"
  | "agentsTlsKeyFile"
  | "agentsCaFile"
  | "agentsClientCaFile"
  | "agentsClientCertificates"
  | "agentsPlainText"
  | "consoleTlsCertFile"
  | "consoleTlsKeyFile"
>;

/**
 * Opens what settings and data directory have of certificates, and keeps it up to date.
 *
 * @throws ServerError `invalid-setting` where a file is of no use
 */
export async function openCertificates(
  settings: Parts,
  now: () => number,
  logger: Logger,
): Promise<OpenCertificates> {
  const folder = tlsFolderOf(settings.dataDir);
  const held = hasAuthority(folder) ? authorities(join(folder, TLS_FILES.authority), "") : null;
  const key = readAuthority(folder);
  const own = optional(settings.agentsCaFile, "FLEETHUB_AGENTS_CA_FILE");
  const agents = agentsDoor(settings, folder, { held, own }, now, logger);
  const console = consoleDoor(settings, now, logger);
  const clients = optional(settings.agentsClientCaFile, "FLEETHUB_AGENTS_CLIENT_CA_FILE");
  const clientAuthorities = [held, clients].filter((one) => one !== null);
  const clientCertificates = clientRule(settings, agents !== null, clientAuthorities.length > 0);
  const plainText = plainTextRule(settings, clientCertificates);
  // A certificate that nobody asks for is of no use. The library is loaded by those alone who have something to sign.
  const signs = key !== null && clientCertificates !== "off";
  const authority = signs ? (await import("./create-authority.js")).createAuthority(key) : null;
  const isOwn = agents?.state.source === "hub-ca";
  const trusted = [isOwn ? held : null, own].filter((one) => one !== null);
  const [heldFacts] = held?.facts ?? [];
  const problem = () => (heldFacts === undefined ? null : authorityProblem(heldFacts, now()));

  let warned: string | null = null;
  const warn = () => {
    const why = problem();
    if (why !== null && why !== warned) logger.warn({ listener: "agents" }, why);
    warned = why;
  };

  const look = async () => {
    warn();
    // First, since another hub of the same folder may have renewed it.
    agents?.look();
    console?.look();
    if (!isOwn || key === null || agents === null) return;
    const { facts } = agents.pair;
    const nextEndsAt = Math.min(
      now() + SERVER_CERTIFICATE_LIFETIME_MS,
      heldFacts?.notAfter ?? Number.POSITIVE_INFINITY,
    );
    // Shortly before the authority ends another one would be good for no longer.
    if (now() < renewAt(facts) || nextEndsAt <= facts.notAfter) return;
    await renewServer(folder, key, facts.hostNames, now());
    agents.look();
  };
  let failing: string | null = null;
  const timer = setInterval(() => {
    look().then(
      () => {
        failing = null;
      },
      (error: unknown) => {
        const why = String(error);
        // Once for each reason, and not with every look.
        if (why !== failing) logger.error({ why }, "The hub's own certificate was not renewed.");
        failing = why;
      },
    );
  }, CERTIFICATE_LOOK_MS).unref();

  const described = ({ source, pair, loadedAt, problem }: DoorState) => ({
    source,
    certificate: pair === null ? null : presentCertificate(pair.facts, now()),
    loadedAt: loadedAt === null ? null : new Date(loadedAt).toISOString(),
    problem,
  });
  return {
    agents,
    console,
    plainText,
    clientCertificates,
    clientAuthoritiesPem: clientAuthorities.map(({ pem }) => pem),
    authority,
    trustPem: trusted.length === 0 ? null : trusted.map(({ pem }) => pem).join("\n"),
    trustsDoorAlone: isOwn && own === null,
    look,
    stop: () => clearInterval(timer),
    describe: (): Certificates => ({
      agents: {
        ...described(agents?.state ?? OFF),
        plainText,
        clientCertificates,
        clientAuthorities: clientAuthorities.flatMap(({ facts }) =>
          facts.map((one) => presentCertificate(one, now())),
        ),
      },
      console: described(console?.state ?? OFF),
      authority: heldFacts === undefined ? null : presentCertificate(heldFacts, now()),
      authorityProblem: problem(),
      issues: authority !== null,
    }),
    authorityPem: () => held?.pem ?? null,
    forHub: () => ({
      agentsTls: agents?.state.source ?? "off",
      agentsPlainText: plainText,
      hostNames: [...(agents?.pair.facts.hostNames ?? [])],
      caFingerprint: heldFacts?.fingerprint ?? null,
      caFileSha256: held === null ? null : createHash("sha256").update(held.pem).digest("hex"),
    }),
  };
}

interface Authorities {
  /** The hub's own; null: it is not one. */
  readonly held: LoadedAuthorities | null;
  /** Of FLEETHUB_AGENTS_CA_FILE. */
  readonly own: LoadedAuthorities | null;
}

function agentsDoor(
  settings: Parts,
  folder: string,
  { held, own }: Authorities,
  now: () => number,
  logger: Logger,
): DoorCertificate | null {
  const { agentsTlsCertFile: certFile, agentsTlsKeyFile: keyFile } = settings;
  if (certFile !== null && keyFile !== null) {
    const told = own === null ? null : { pem: own.pem, why: NOT_OF_CA_FILE };
    return new DoorCertificate("agents", { source: "files", certFile, keyFile }, now, logger, told);
  }
  if (held === null) return null;
  const files = {
    source: "hub-ca",
    certFile: join(folder, TLS_FILES.server),
    keyFile: join(folder, TLS_FILES.serverKey),
  } as const;
  return new DoorCertificate("agents", files, now, logger, { pem: held.pem, why: NOT_OF_HUB });
}

const NOT_OF_CA_FILE =
  "is not verified by FLEETHUB_AGENTS_CA_FILE (read at the start): agents that were told that authority would not come back. Name the authority of this certificate there, beside the former one, and start the hub again";
const NOT_OF_HUB =
  "was not signed by the ca.pem beside it (read at the start): run fleethub certs renew --host NAME, or start the hub again where ca.pem is another by now";

function consoleDoor(
  { consoleTlsCertFile: certFile, consoleTlsKeyFile: keyFile }: Parts,
  now: () => number,
  logger: Logger,
): DoorCertificate | null {
  if (certFile === null || keyFile === null) return null;
  return new DoorCertificate("console", { source: "files", certFile, keyFile }, now, logger);
}

const optional = (file: string | null, setting: string) =>
  file === null ? null : authorities(file, `${setting}: `);

function authorities(file: string, prefix: string): LoadedAuthorities {
  const loaded = loadAuthorities(file);
  if (loaded.ok) return loaded.value;
  throw new ServerError("invalid-setting", `${prefix}${loaded.why}.`);
}

function clientRule(
  { agentsClientCertificates: rule }: Parts,
  isEncrypted: boolean,
  hasAuthorities: boolean,
): ClientCertificates {
  if (rule === "off") return "off";
  if (rule === "default") return isEncrypted && hasAuthorities ? "optional" : "off";
  const setting = `FLEETHUB_AGENTS_CLIENT_CERTIFICATES: ${rule}`;
  if (!isEncrypted) {
    throw new ServerError(
      "invalid-setting",
      `${setting} needs TLS: run fleethub certs init, or give FLEETHUB_AGENTS_TLS_CERT_FILE.`,
    );
  }
  if (!hasAuthorities) {
    throw new ServerError(
      "invalid-setting",
      `${setting} needs an authority to verify them by: give FLEETHUB_AGENTS_CLIENT_CA_FILE, or run fleethub certs init.`,
    );
  }
  return rule;
}

/** Where everybody must show a certificate nobody may do without TLS, this machine included. */
function plainTextRule(
  { agentsPlainText }: Parts,
  clientCertificates: ClientCertificates,
): PlainText {
  if (clientCertificates === "required") return "nowhere";
  return agentsPlainText === "allow" ? "everywhere" : "this-machine";
}
