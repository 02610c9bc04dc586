import type { CollectorBinaries } from "./binaries.js";

/** First version without the capability `reports_remote_config`; from 0.163 on it refuses to start with it. */
const WITHOUT_REPORTS_REMOTE_CONFIG = 161;

/** Where a supervisor beside the hub reaches it, and what it shows and verifies there. */
export interface SupervisorDoor {
  readonly endpoint: string;
  /** Enrolment token; it finds it in FLEETHUB_TOKEN of its environment. */
  readonly token?: string | undefined;
  /** File of the authority by which the hub is verified over TLS. */
  readonly caFile?: string | undefined;
}

/** A supervisor's configuration for a Collector beside the hub. */
export function supervisorYaml(
  binaries: CollectorBinaries,
  { endpoint, token, caFile }: SupervisorDoor,
  storage: string,
): string {
  const [major, minor] = binaries.supervisorVersion ?? [0, WITHOUT_REPORTS_REMOTE_CONFIG];
  const isOld = major === 0 && minor < WITHOUT_REPORTS_REMOTE_CONFIG;
  return [
    "server:",
    `  endpoint: ${JSON.stringify(endpoint)}`,
    ...(token === undefined
      ? []
      : ["  headers:", '    Authorization: ["Bearer ${env:FLEETHUB_TOKEN}"]']),
    ...(caFile === undefined ? [] : ["  tls:", `    ca_file: ${JSON.stringify(caFile)}`]),
    "capabilities:",
    "  accepts_remote_config: true",
    ...(isOld ? ["  reports_remote_config: true"] : []),
    "  accepts_restart_command: true",
    "  reports_available_components: true",
    "agent:",
    `  executable: ${JSON.stringify(binaries.collector)}`,
    "  validate_config: true",
    "storage:",
    `  directory: ${JSON.stringify(storage)}`,
    "",
  ].join("\n");
}
