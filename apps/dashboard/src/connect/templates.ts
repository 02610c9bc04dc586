/** How a Collector can talk to the hub. */
export type Way = "supervisor" | "supervisor-before-161" | "extension" | "polling" | "simulated";

/** Where agents reach the hub, as their host sees it. */
export interface Door {
  /** Name or address; IPv6 in brackets. */
  readonly host: string;
  readonly port: number;
  /** Begins with a slash. */
  readonly path: string;
  /** Over TLS. Default false. */
  readonly secure?: boolean;
}

/** Address for a supervisor or an extension: `ws` keeps a socket open, `http` polls; over TLS where the door speaks it. */
export function endpointOf(door: Door, scheme: "ws" | "http"): string {
  return `${scheme}${door.secure ? "s" : ""}://${door.host}:${door.port}${door.path}`;
}

/** What an agent shows the hub, and what it knows the hub by. */
export interface Trust {
  /** It finds an enrolment token in FLEETHUB_TOKEN. Default false: the file leaves a place for one. */
  readonly token?: boolean;
  /** The hub's authority on the agent's host. Absent: the host trusts the certificate anyway, or there is none. */
  readonly caFile?: string | undefined;
}

/** What a supervisor's file is made from. */
export interface SupervisorFile extends Trust {
  /** From {@link endpointOf}. */
  readonly endpoint: string;
  /** Path of the Collector's binary on its host. */
  readonly executable: string;
  /** Folder that the supervisor keeps its state in. */
  readonly storage: string;
  /** Supervisors before v0.161.0 report no config status without a capability that v0.163.0 refuses to start with. */
  readonly before161?: boolean;
}

/**
 * `supervisor.yaml`. It validates before it applies, so that a refused configuration comes back with its cause
 * and the Collector goes on with the one it has.
 */
export function supervisorYaml(file: SupervisorFile): string {
  return lines([
    "server:",
    `  endpoint: ${text(file.endpoint)}`,
    ...placed(file, '["Bearer ${env:FLEETHUB_TOKEN}"]').map((line) => `  ${line}`),
    ...(file.caFile === undefined ? [] : ["  tls:", `    ca_file: ${text(file.caFile)}`]),
    "capabilities:",
    "  accepts_remote_config: true",
    ...(file.before161 ? ["  reports_remote_config: true"] : []),
    "  accepts_restart_command: true",
    "  accepts_opamp_connection_settings: true",
    "  reports_available_components: true",
    "agent:",
    `  executable: ${text(file.executable)}`,
    "  validate_config: true",
    "storage:",
    `  directory: ${text(file.storage)}`,
  ]);
}

/**
 * What a Collector's own configuration needs to report by itself. Without a fixed `instance_uid` every start
 * would be another agent.
 */
export function extensionYaml(
  file: Trust & { readonly endpoint: string; readonly instanceUid: string },
): string {
  return lines([
    "extensions:",
    "  opamp:",
    `    instance_uid: ${file.instanceUid}`,
    "    server:",
    "      ws:",
    `        endpoint: ${text(file.endpoint)}`,
    ...extensionTls(file).map((line) => `        ${line}`),
    ...placed(file, '"Bearer ${env:FLEETHUB_TOKEN}"').map((line) => `        ${line}`),
    "    capabilities:",
    "      reports_available_components: true",
    "service:",
    "  extensions: [opamp]",
  ]);
}

/** Where the enrolment token stands, or would. */
function placed({ token = false }: Trust, value: string): readonly string[] {
  const header = ["headers:", `  Authorization: ${value}`];
  if (token) return header;
  const why = "# The place for an enrolment token, where the hub asks for one:";
  return [why, ...header.map((line) => `# ${line}`)];
}

function extensionTls({ endpoint, caFile }: Trust & { readonly endpoint: string }) {
  if (!/^(wss|https):/.test(endpoint)) return ["tls:", "  insecure: true"];
  return caFile === undefined ? [] : ["tls:", `  ca_file: ${text(caFile)}`];
}

/** Starts simulated agents against the hub, until it is stopped. */
export function simulateCommand(endpoint: string, agents: number, trust: Trust = {}): string {
  const trusting = trust.caFile === undefined ? "" : `NODE_EXTRA_CA_CERTS=${trust.caFile} `;
  const showing = trust.token ? ' --token "$FLEETHUB_TOKEN"' : "";
  return `${trusting}npx @fleethub/server simulate --agents ${agents} --endpoint ${endpoint}${showing}`;
}

/** A request that any host which can reach the agents' port gets an answer to. */
export function reachCommand(door: Door): string {
  const scheme = door.secure ? "-k https" : "http";
  return `curl -sS ${scheme}://${door.host}:${door.port}/healthz`;
}

/**
 * A new instance UID, version 7.
 * @param at milliseconds since 1970
 * @param random ten bytes
 */
export function instanceUid(at: number, random: Uint8Array): string {
  const time = Math.floor(at).toString(16).padStart(12, "0");
  const hex = [...random.subarray(0, 10)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  const variant = ((Number.parseInt(hex.slice(3, 4), 16) & 3) | 8).toString(16);
  return [
    time.slice(0, 8),
    time.slice(8, 12),
    `7${hex.slice(0, 3)}`,
    `${variant}${hex.slice(4, 7)}`,
    hex.slice(7, 19).padEnd(12, "0"),
  ].join("-");
}

const PLAIN = /^[\w/.:-]+$/;

/** A value as YAML reads it back: quoted unless it is plainly a text. */
export function text(value: string): string {
  return PLAIN.test(value) && !/:$|^[\d.:-]+$/.test(value) ? value : JSON.stringify(value);
}

/** A text of these lines, the last one ended too. */
export function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
