import type { Millis } from "@fleethub/fleet";
import { hasCapability } from "@fleethub/opamp";
import type { AgentRecord } from "../model.js";
import { saySpan } from "./amounts.js";
import { STALE_MS_MIN } from "./judge-flow.js";

/** Why nothing is known of an agent's data, and what to do about it: for agents that never sent own metrics. */
export function whyNotReported(
  { report, admission, connection }: Pick<AgentRecord, "report" | "admission" | "connection">,
  now: Millis,
): string {
  if (!hasCapability(report.capabilities, "ReportsOwnMetrics")) {
    return "It does not state ReportsOwnMetrics: run its Collector under a supervisor with capabilities.reports_own_metrics: true.";
  }
  if (admission === "revoked") return "It was revoked.";
  if (admission !== "admitted") return "It awaits approval.";
  const endpoint = report.settings?.told.ownMetrics;
  if (report.settings === undefined || endpoint === undefined) {
    return (connection?.ownMetrics?.kind ?? "off") === "off"
      ? "It was not asked for its own metrics."
      : "It is told where to send them when it is connected.";
  }
  if (endpoint === "") return "It was told to send none.";
  const told = report.settings;
  if (told.error !== "") return `It refused to send them: ${told.error}`;
  if (connection?.ownMetrics?.kind === "endpoint") return `They go to ${endpoint}, not here.`;
  const age = now - told.toldAt;
  if (age < STALE_MS_MIN) return `It was told ${saySpan(age)} ago to send them to ${endpoint}.`;
  return `It was told ${saySpan(age)} ago to send them to ${endpoint}, and none came: its configuration may set service.telemetry.metrics.readers or level: none, or the address is not reached from there.`;
}
