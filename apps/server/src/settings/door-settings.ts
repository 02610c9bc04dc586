import { isIP } from "node:net";
import type { Setting } from "./setting.js";
import { type Read, readCount, readFolder as readFile, readOrigin } from "./values.js";

/** Who comes in through the console's door, and how long he stays. */
export interface DoorSettings {
  /** File with one text that is an administrator's API token; null: none. */
  readonly adminTokenFile: string | null;
  /**
   * Where people reach the console, such as `https://hub.example.com`: the name that is served besides loopback and
   * addresses, and what links and cookies are made for. Null: as each request names it.
   */
  readonly consoleUrl: string | null;
  /** Addresses and networks whose X-Forwarded-For, -Proto and -Host are believed; null: nobody's. */
  readonly trustedProxies: readonly string[] | null;
  /** A session that nobody used for so long has ended. Default 720. */
  readonly sessionIdleMinutes: number;
  /** A session has ended so long after it was started, used or not. Default 168. */
  readonly sessionHours: number;
}

/** The longest a session may idle: 30 days. */
export const SESSION_IDLE_MINUTES_MAX = 43_200;
/** The longest a session may last: a year. */
export const SESSION_HOURS_MAX = 8_760;

export const DOOR_SETTINGS_DEFAULT: DoorSettings = {
  adminTokenFile: null,
  consoleUrl: null,
  trustedProxies: null,
  sessionIdleMinutes: 720,
  sessionHours: 168,
};

const setting = <K extends keyof DoorSettings>(one: Setting<DoorSettings, K>) => one;

/** In the order of help. */
export const DOOR_SETTINGS = [
  setting({
    key: "adminTokenFile",
    env: "FLEETHUB_ADMIN_TOKEN_FILE",
    flag: "admin-token-file",
    value: "<file>",
    help: "file with an administrator's API token of your choice",
    read: readFile,
  }),
  setting({
    key: "consoleUrl",
    env: "FLEETHUB_CONSOLE_URL",
    flag: "console-url",
    value: "<url>",
    help: "where people reach the console from outside",
    read: readOrigin,
  }),
  setting({
    key: "trustedProxies",
    env: "FLEETHUB_TRUSTED_PROXIES",
    flag: "trusted-proxies",
    value: "<networks>",
    help: "addresses or networks of proxies, by commas, whose forwarding headers are believed",
    read: readNetworks,
  }),
  setting({
    key: "sessionIdleMinutes",
    env: "FLEETHUB_SESSION_IDLE_MINUTES",
    flag: "session-idle-minutes",
    value: "<minutes>",
    help: `a session ends when unused for so long (default ${DOOR_SETTINGS_DEFAULT.sessionIdleMinutes})`,
    read: atLeastOne(SESSION_IDLE_MINUTES_MAX),
  }),
  setting({
    key: "sessionHours",
    env: "FLEETHUB_SESSION_HOURS",
    flag: "session-hours",
    value: "<hours>",
    help: `a session ends after so long (default ${DOOR_SETTINGS_DEFAULT.sessionHours})`,
    read: atLeastOne(SESSION_HOURS_MAX),
  }),
] as const;

function atLeastOne(max: number): (text: string) => Read<number> {
  return (text) =>
    Number(text) === 0
      ? { ok: false, why: `is no time: give a number from 1 to ${max}` }
      : readCount(max)(text);
}

/** Addresses and networks in CIDR notation, by commas. */
export function readNetworks(text: string): Read<readonly string[]> {
  const parts = text.split(",").map((part) => part.trim());
  const wrong = parts.find((part) => !isNetwork(part));
  return wrong === undefined
    ? { ok: true, value: parts }
    : { ok: false, why: "is no list of networks: give addresses such as 10.0.0.7,10.1.0.0/16" };
}

function isNetwork(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}
