import type { AgentDetail } from "@fleethub/api";
import { age } from "../words/format";

type Connections = Pick<AgentDetail, "connection" | "connectionStatus">;

/** What an agent lacks to be told an interval; undefined: nothing. */
export function heartbeatWait({
  capabilities,
  transport,
}: Pick<AgentDetail, "capabilities" | "transport">): string | undefined {
  if (!capabilities.includes("AcceptsOpAMPConnectionSettings")) {
    return "This agent does not state AcceptsOpAMPConnectionSettings";
  }
  if (transport === "http" || capabilities.includes("ReportsHeartbeat")) return undefined;
  return "This agent does not state ReportsHeartbeat";
}

/** What was decided, and what keeps it from being told. */
export function heartbeatWords({ connection, connectionStatus }: Connections): string {
  const seconds = connection?.heartbeatIntervalSeconds ?? null;
  if (seconds === null) return "As its own configuration says";
  const { withheld, heartbeatIntervalSeconds: told } = connectionStatus;
  if (withheld !== "") return `Every ${seconds} s, and not told: ${withheld}`;
  return told === seconds ? `Every ${seconds} s` : `Every ${seconds} s, from its next report on`;
}

/** What a decision about the interval is answered with: title and detail. */
export function heartbeatDecided(seconds: number | null): readonly [string, string] {
  return seconds === null
    ? ["Heartbeat left to the agent", "It keeps what it has until it starts anew."]
    : ["Heartbeat decided", "It reconnects once."];
}

/** What became of the connection settings that it was told last; empty where it was told none. */
export function settingsWords({ connectionStatus }: Connections, now: number): string {
  const { status, toldAt, error } = connectionStatus;
  if (toldAt === null) return "";
  const when = `Told ${age(toldAt, now)} ago`;
  if (status === "failed") return `${when}, refused: ${error}`;
  if (status === "applied") return `${when}, in force`;
  return status === "applying"
    ? `${when}, being applied`
    : `${when}; it has not said what became of it`;
}
