import type { Millis } from "./facts.js";
import { healthOf, troubleOf } from "./health.js";
import type { AgentState } from "./state.js";
import { syncOf, verifiedOf } from "./sync.js";
import type { AgentProjectionFacts } from "./words.js";

/** What rows show and queries ask, as of now. Presence is not among it: it is derived where it is read. */
export function projectionOf(state: AgentState, now: Millis): AgentProjectionFacts {
  const { description } = state.report;
  const { desired } = state.intent;
  const health = healthOf(state, now);
  const { sync } = syncOf(state);
  return {
    name: description?.name ?? "",
    host: description?.host ?? "",
    os: description?.os ?? "",
    arch: description?.arch ?? "",
    type: description?.type ?? "",
    agentVersion: description?.version ?? "",
    sync,
    verified: verifiedOf(state),
    health,
    configuration: desired.kind === "revision" ? desired.configuration : null,
    revision: desired.kind === "revision" ? desired.revision : null,
    reason: reasonOf(state, now),
  };
}

/** One line: what stands in the way of the configuration, else what ails the Collector. */
export function reasonOf(state: AgentState, now: Millis): string {
  const { reason } = syncOf(state);
  if (reason !== "") return reason;
  const health = healthOf(state, now);
  const isTrouble = health === "unhealthy" || health === "degraded";
  return isTrouble ? troubleOf(state.report.health) : "";
}
