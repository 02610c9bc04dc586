import { DOOR_SETTINGS_DEFAULT, type DoorSettings } from "./door-settings.js";
import { AUDIT_SETTINGS_DEFAULT, type AuditSettings } from "./audit-settings.js";
import { TLS_SETTINGS_DEFAULT, type TlsSettings } from "./tls-settings.js";
import { AGENT_LIMITS_DEFAULT, type AgentLimits } from "./agent-limits.js";

/** How agents that nobody knows are taken in. */
export type AdmissionSetting = "default" | "open" | "await-approval" | "token";

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** Everything that an operator can set, read once at the start. */
export interface Settings extends AgentLimits, DoorSettings, TlsSettings, AuditSettings {
  /** Address that agents reach. Default `0.0.0.0`. */
  readonly agentsHost: string;
  /** Default 4320; 0 takes any free port. */
  readonly agentsPort: number;
  /** Beyond loopback it is served once there is an administrator. Default `127.0.0.1`. */
  readonly consoleHost: string;
  /** Default 3000; 0 takes any free port. */
  readonly consolePort: number;
  /** Where the embedded database lives. Default `./.fleethub`. */
  readonly dataDir: string;
  /** PostgreSQL instead of the embedded database; null: embedded. */
  readonly databaseUrl: string | null;
  /** File with the hub's key; null: made in the data directory where the database is embedded, else none. */
  readonly keyFile: string | null;
  /** The hub's key itself, in base64; null: as `keyFile` says. */
  readonly key: string | null;
  readonly logLevel: LogLevel;
  /**
   * `default`: agents on this machine are admitted, others await approval. `token`: nobody comes in without a credential of
   * this hub. A valid enrolment token counts with every setting.
   */
  readonly admission: AdmissionSetting;
  /** Refused credentials of one address that are answered 401 in a minute; more are answered 429. Default 30. */
  readonly agentsRefusalsPerMinute: number;
  /** A change that would move more agents than this becomes a rollout, 0 to {@link DIRECT_LIMIT_MAX}. Default 1. */
  readonly directLimit: number;
  /** How long a request for approval is open, 1 to {@link APPROVAL_HOURS_MAX} hours. Default 72. */
  readonly approvalHours: number;
  /**
   * Where agents reach this hub, such as `https://hub.example.com`: own metrics are sent there. Null: to the address by
   * which each agent reached the hub.
   */
  readonly agentsUrl: string | null;
  /** Whether agents that can are asked for their own metrics without anybody saying so for each. Default `off`. */
  readonly ownMetrics: "on" | "off";
  /** Simulated agents beside the hub, 0 to {@link DEMO_AGENTS_MAX}. */
  readonly demo: number;
  /** One supervised Collector beside the hub; `dir` null: binaries from PATH. */
  readonly collector: { readonly dir: string | null } | null;
}

/** Most simulated agents that `--demo` starts in the hub's own process. */
export const DEMO_AGENTS_MAX = 10_000;

/** The highest direct limit. */
export const DIRECT_LIMIT_MAX = 20_000;

/** Longest that a request for approval can be open, in hours: 30 days. */
export const APPROVAL_HOURS_MAX = 720;

/** What a hub runs with when nothing is set. */
export const SETTINGS_DEFAULT: Settings = {
  agentsHost: "0.0.0.0",
  agentsPort: 4320,
  consoleHost: "127.0.0.1",
  consolePort: 3000,
  dataDir: "./.fleethub",
  databaseUrl: null,
  keyFile: null,
  key: null,
  logLevel: "info",
  admission: "default",
  agentsRefusalsPerMinute: 30,
  directLimit: 1,
  approvalHours: 72,
  agentsUrl: null,
  ownMetrics: "off",
  ...DOOR_SETTINGS_DEFAULT,
  ...TLS_SETTINGS_DEFAULT,
  ...AUDIT_SETTINGS_DEFAULT,
  ...AGENT_LIMITS_DEFAULT,
  demo: 0,
  collector: null,
};
