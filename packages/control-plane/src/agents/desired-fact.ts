import type { Desired } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";
import type { ConfigFact } from "./config-fact.js";
import type { WorkedOut } from "./desired.js";

/** What is wanted of an agent, and which line of the order (pin, hold, assignment, group) says so. */
export interface DesiredFact extends ConfigFact {
  /** Number of the rollout that assigned it, or that it was excluded from; of the one that made it stable, 0 where none did. */
  readonly rollout: number | null;
  /** The group that decides; null where pin or hold do, or no group has the agent. */
  readonly group: string | null;
  /** Its rollout is paused: it waits, unless the agent acknowledged it already. */
  readonly suspended: boolean;
  /** Who decided it, in one sentence. */
  readonly why: string;
}

/** `fact` names what is wanted; what nothing comes of is told as its error. */
export function desiredFact(
  record: AgentRecord,
  { desired, source }: WorkedOut,
  stableRollout: number | null,
  fact: ConfigFact,
): DesiredFact {
  const { group, assignment, hold } = record;
  const rollouts = {
    pin: null,
    hold: hold?.rollout ?? null,
    assignment: assignment?.rollout ?? null,
    group: stableRollout,
    none: null,
  };
  return {
    ...fact,
    source: source === "none" ? null : source,
    error: desired.kind === "none" ? (desired.reason ?? "") : fact.error,
    rollout: rollouts[source],
    group: source === "pin" || source === "hold" ? null : group,
    suspended: isSuspended(desired),
    why: whyOf(record, desired, source),
  };
}

function whyOf(
  { group, assignment, hold }: AgentRecord,
  desired: Desired,
  source: WorkedOut["source"],
): string {
  switch (source) {
    case "pin":
      return desired.kind === "local"
        ? "An operator handed it back to its own files."
        : "An operator pinned it.";
    case "hold":
      return hold?.revision === null
        ? `It was excluded from rollout ${hold.rollout} and is left as it is.`
        : `It was excluded from rollout ${hold?.rollout ?? 0} and is held where it was.`;
    case "assignment": {
      const rollout = `Rollout ${assignment?.rollout ?? 0} of ${group ?? ""}`;
      if (assignment?.local === true) return `${rollout} handed it back to its own files.`;
      if (assignment?.revision === null) return `${rollout} leaves it as it is.`;
      return isSuspended(desired)
        ? `${rollout} assigned it, and is paused.`
        : `${rollout} assigned it.`;
    }
    case "group":
      return `It is the stable revision of its group ${group ?? ""}.`;
    case "none":
      return group === null
        ? "No group has it, and it is not pinned."
        : `Its group ${group} has no stable revision yet.`;
  }
}

const isSuspended = (desired: Desired) => desired.kind === "revision" && desired.suspended === true;
