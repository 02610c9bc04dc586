import { AGENT_LIMIT_KEYS, AGENT_LIMITS, type AgentLimitKey } from "./agent-limits.js";
import { AUDIT_SETTINGS } from "./audit-settings.js";
import type { Settings } from "./settings.js";
import {
  APPROVAL_HOURS_MAX,
  DEMO_AGENTS_MAX,
  DIRECT_LIMIT_MAX,
  SETTINGS_DEFAULT,
} from "./settings.js";
import { DOOR_SETTINGS } from "./door-settings.js";
import type { Setting } from "./setting.js";
import { TLS_SETTINGS } from "./tls-settings.js";
import {
  readCount,
  readDatabaseUrl,
  readFolder,
  readHost,
  readLimit,
  readOneOf,
  readOrigin,
  readPort,
} from "./values.js";

const setting = <K extends keyof Settings>(one: Setting<Settings, K>) => one;

/** `agentsMapEntries` is `FLEETHUB_AGENTS_MAP_ENTRIES` and `--agents-map-entries`. */
function limitSetting(key: AgentLimitKey): Setting<Settings, AgentLimitKey> {
  const { value, help, max, default: held } = AGENT_LIMITS[key];
  const flag = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return {
    key,
    env: `FLEETHUB_${flag.replaceAll("-", "_").toUpperCase()}`,
    flag,
    value,
    help: `${help}, at most (default ${held})`,
    read: readLimit(max),
  };
}

/** Every setting, in the order of help. */
export const SETTINGS = [
  setting({
    key: "agentsHost",
    env: "FLEETHUB_AGENTS_HOST",
    flag: "agents-host",
    value: "<host>",
    help: `address that agents connect to (default ${SETTINGS_DEFAULT.agentsHost})`,
    read: readHost,
  }),
  setting({
    key: "agentsPort",
    env: "FLEETHUB_AGENTS_PORT",
    flag: "agents-port",
    value: "<port>",
    help: `port that agents connect to (default ${SETTINGS_DEFAULT.agentsPort})`,
    read: readPort,
  }),
  setting({
    key: "consoleHost",
    env: "FLEETHUB_CONSOLE_HOST",
    flag: "console-host",
    value: "<host>",
    help: `address of console and API (default ${SETTINGS_DEFAULT.consoleHost})`,
    read: readHost,
  }),
  setting({
    key: "consolePort",
    env: "FLEETHUB_CONSOLE_PORT",
    flag: "console-port",
    value: "<port>",
    help: `port of console and API (default ${SETTINGS_DEFAULT.consolePort})`,
    read: readPort,
  }),
  setting({
    key: "dataDir",
    env: "FLEETHUB_DATA_DIR",
    flag: "data-dir",
    value: "<folder>",
    help: `folder of the embedded database (default ${SETTINGS_DEFAULT.dataDir})`,
    read: readFolder,
  }),
  setting({
    key: "databaseUrl",
    env: "DATABASE_URL",
    flag: "database-url",
    value: "<url>",
    help: "PostgreSQL instead of the embedded database",
    secret: true,
    read: readDatabaseUrl,
  }),
  setting({
    key: "keyFile",
    env: "FLEETHUB_KEY_FILE",
    flag: "key-file",
    value: "<file>",
    help: "key that secrets are sealed with (default: hub.key in the data folder)",
    read: readFolder,
  }),
  setting({
    key: "key",
    env: "FLEETHUB_KEY",
    flag: null,
    value: "<key>",
    help: "the key itself",
    secret: true,
    read: (text) => ({ ok: true, value: text }),
  }),
  setting({
    key: "logLevel",
    env: "FLEETHUB_LOG_LEVEL",
    flag: "log-level",
    value: "<level>",
    help: "debug, info, warn, error or silent (default info)",
    read: readOneOf(["debug", "info", "warn", "error", "silent"]),
  }),
  setting({
    key: "admission",
    env: "FLEETHUB_ADMISSION",
    flag: "admission",
    value: "<rule>",
    help: "open, await-approval or token (default: open for this machine, else await-approval)",
    read: readOneOf(["open", "await-approval", "token"]),
  }),
  setting({
    key: "agentsRefusalsPerMinute",
    env: "FLEETHUB_AGENTS_REFUSALS_PER_MINUTE",
    flag: "agents-refusals-per-minute",
    value: "<refusals>",
    help: `refused credentials of one address that are answered 401 in a minute, then 429 (default ${SETTINGS_DEFAULT.agentsRefusalsPerMinute})`,
    read: readLimit(100_000),
  }),
  setting({
    key: "directLimit",
    env: "FLEETHUB_DIRECT_LIMIT",
    flag: "direct-limit",
    value: "<agents>",
    help: `a change that moves more agents becomes a rollout (default ${SETTINGS_DEFAULT.directLimit})`,
    read: readCount(DIRECT_LIMIT_MAX),
  }),
  setting({
    key: "approvalHours",
    env: "FLEETHUB_APPROVAL_HOURS",
    flag: "approval-hours",
    value: "<hours>",
    help: `how long a request for approval is open (default ${SETTINGS_DEFAULT.approvalHours})`,
    read: readLimit(APPROVAL_HOURS_MAX),
  }),
  setting({
    key: "agentsUrl",
    env: "FLEETHUB_AGENTS_URL",
    flag: "agents-url",
    value: "<url>",
    help: "where agents reach this hub from outside; own metrics are sent there",
    read: readOrigin,
  }),
  setting({
    key: "ownMetrics",
    env: "FLEETHUB_OWN_METRICS",
    flag: "own-metrics",
    value: "<on|off>",
    help: `ask every agent that can for its own metrics (default ${SETTINGS_DEFAULT.ownMetrics})`,
    read: readOneOf(["on", "off"]),
  }),
  ...DOOR_SETTINGS,
  ...TLS_SETTINGS,
  ...AUDIT_SETTINGS,
  ...AGENT_LIMIT_KEYS.map(limitSetting),
  setting({
    key: "demo",
    env: null,
    flag: "demo",
    value: "<agents>",
    help: "also run this many simulated agents",
    read: readCount(DEMO_AGENTS_MAX),
  }),
  setting({
    key: "collector",
    env: null,
    flag: "collector",
    value: "[dir]",
    help: "also run one supervised Collector; binaries from this folder or PATH",
    read: (text) => ({ ok: true, value: { dir: text === "" ? null : text } }),
  }),
] as const;
