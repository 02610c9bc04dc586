import { hasCapability } from "@fleethub/opamp";
import type { ReplyContent } from "./effects.js";
import type { OwnMetricsSettledEvent, ReportEvent } from "./events.js";
import type { AgentState } from "./state.js";
import type { Turn } from "./turn.js";

/** The endpoint that this agent should have, as far as one may be offered now: empty for none, null for nothing to say. */
export function wantedEndpoint({ intent, link, report }: AgentState): string | null {
  const { ownMetrics, admission } = intent;
  if (ownMetrics === undefined || link === null || admission !== "admitted") return null;
  if (!hasCapability(report.capabilities, "ReportsOwnMetrics")) return null;
  switch (ownMetrics.kind) {
    case "hub":
      return link.ownMetricsUrl;
    case "endpoint":
      return ownMetrics.endpoint;
    case "off":
      // Nothing was ever told, so there is nothing to take back.
      return report.ownMetrics === undefined ? null : "";
  }
}

/** The endpoint that is to be told with the next message; null: none is. Once per connection, until it is settled. */
export function owedEndpoint(state: AgentState): string | null {
  const endpoint = wantedEndpoint(state);
  if (endpoint === null || state.link?.toldEndpoint === endpoint) return null;
  const { ownMetrics } = state.report;
  return ownMetrics?.endpoint === endpoint && ownMetrics.settled ? null : endpoint;
}

/**
 * Connection settings that leave with the message being written. They hold everything that shall stay on: a supervisor
 * takes what is left out as switched off.
 */
export function takeSettings(turn: Turn): ReplyContent {
  const endpoint = owedEndpoint(turn.state);
  if (endpoint === null) return {};
  turn.patchLink({ toldEndpoint: endpoint });
  turn.patchReport({
    ownMetrics: { endpoint, toldAt: turn.now, settled: false, error: "" },
  });
  turn.note(
    "own-metrics-offered",
    endpoint === ""
      ? "Told to send its own metrics no more"
      : `Told to send its own metrics to ${endpoint}`,
  );
  return { connectionSettings: { ownMetricsEndpoint: endpoint } };
}

/** Own metrics of this agent came to this hub. */
export function takeOwnMetrics(turn: Turn, _event: OwnMetricsSettledEvent): void {
  const known = turn.state.report.ownMetrics;
  if (known === undefined || known.settled || known.endpoint === "") return;
  turn.patchReport({ ownMetrics: { ...known, settled: true } });
}

/**
 * The next message on this connection says that what was told has arrived: whether somebody else receives metrics, or
 * nobody does, cannot be seen here.
 */
export function settlesByTalking({ report, link }: AgentState): boolean {
  const { ownMetrics } = report;
  if (ownMetrics === undefined || ownMetrics.settled || link === null) return false;
  return link.toldEndpoint === ownMetrics.endpoint && ownMetrics.endpoint !== link.ownMetricsUrl;
}

/** What a report says, or shows, of the settings that were told before it. */
export function takeSettingsStatus(turn: Turn, event: ReportEvent): void {
  const { report, link } = turn.state;
  const known = report.ownMetrics;
  if (known === undefined || link === null) return;
  const status = event.connectionSettings;
  if (status === undefined) {
    if (settlesByTalking(turn.state)) turn.patchReport({ ownMetrics: { ...known, settled: true } });
  } else if (!status.isLatest) {
    // It names other settings than these: they are told once more on this connection.
    if (known.settled) turn.patchReport({ ownMetrics: { ...known, settled: false } });
  } else if (status.status === "failed") {
    turn.patchReport({ ownMetrics: { ...known, settled: true, error: status.error } });
  } else if (status.status === "applied" && !known.settled) {
    turn.patchReport({ ownMetrics: { ...known, settled: true, error: "" } });
  }
}
