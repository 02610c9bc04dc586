import type { AgentDetail, ConnectionBody } from "@fleethub/api";
import { Misuse } from "./exit.js";
import { ageOf, secondsOf } from "./hub/duration.js";

/** Flags of `fleethub agent` that decide about its connections. */
export interface ConnectionFlags {
  readonly heartbeat?: string;
  readonly ownMetrics?: string;
  readonly ownTraces?: string;
  readonly ownLogs?: string;
}

/** What the flags ask for; null where none is given. */
export function connectionAsked({
  heartbeat,
  ownMetrics,
  ownTraces,
  ownLogs,
}: ConnectionFlags): ConnectionBody | null {
  const body: ConnectionBody = {
    ...(heartbeat !== undefined && { heartbeatIntervalSeconds: intervalOf(heartbeat) }),
    ...(ownMetrics !== undefined && {
      ownMetrics: ownMetrics === "hub" ? true : endpointOf("--own-metrics", ownMetrics),
    }),
    ...(ownTraces !== undefined && { ownTraces: endpointOf("--own-traces", ownTraces) }),
    ...(ownLogs !== undefined && { ownLogs: endpointOf("--own-logs", ownLogs) }),
  };
  return Object.keys(body).length === 0 ? null : body;
}

/** What is known of its connections, as lines of a table. Empty values are left out. */
export function connectionFacts(
  { connection, connectionStatus: told }: Pick<AgentDetail, "connection" | "connectionStatus">,
  now: number,
): readonly (readonly [string, string])[] {
  const wanted = connection?.heartbeatIntervalSeconds ?? null;
  return [
    ["Heartbeat", wanted === null ? "" : heartbeatWords(wanted, told.withheld)],
    ["Own metrics", toldTo(told.ownMetrics)],
    ["Own traces", toldTo(told.ownTraces)],
    ["Own logs", toldTo(told.ownLogs)],
    ["Settings", told.toldAt === null ? "" : settingsWords(told, ageOf(told.toldAt, now))],
  ];
}

function intervalOf(text: string): number | null {
  return text === "unset" ? null : secondsOf("--heartbeat", text);
}

function endpointOf(flag: string, text: string): { endpoint: string } | null {
  if (text === "off") return null;
  if (/^https?:\/\//.test(text)) return { endpoint: text };
  throw new Misuse(`${flag} ${text}: write an address with its path, or off`);
}

function heartbeatWords(seconds: number, withheld: string): string {
  return withheld === "" ? `every ${seconds} s` : `every ${seconds} s, and not told: ${withheld}`;
}

function toldTo(endpoint: string | null): string {
  return endpoint === "" ? "told to send none" : (endpoint ?? "");
}

function settingsWords(
  { status, error, heartbeatIntervalSeconds }: AgentDetail["connectionStatus"],
  age: string,
): string {
  const interval =
    heartbeatIntervalSeconds === null ? "" : ` to report every ${heartbeatIntervalSeconds} s`;
  const outcome = {
    none: "",
    told: "it has not said what became of it",
    applying: "applying it",
    applied: "applied",
    failed: `refused: ${error}`,
  }[status];
  return `told ${age} ago${interval}: ${outcome}`;
}
