import type { AgentId, Millis } from "../../agent/facts.js";
import { hasMoved } from "../decide/go-back.js";
import { lookAt } from "./look.js";
import type { RevisionRef } from "../spec/spec.js";
import type { RolloutView } from "../status.js";
import { isFailure } from "./step.js";

/** Members that would get the same revision back. */
export interface ReturnGroup {
  /** Null: nothing was wanted of them, so they keep what they run. */
  readonly to: RevisionRef | null;
  readonly agents: readonly AgentId[];
  /** How many of them restart once. Those that refused the revision, or went back by themselves, do not. */
  readonly restarts: number;
}

/** What rolling back would do. */
export interface RolloutReturns {
  /** Members that moved, the largest group first. */
  readonly groups: readonly ReturnGroup[];
  /** Members whose offer would be withdrawn before they acknowledged it. */
  readonly withdrawn: number;
  /** Members that were not assigned: they are not touched. */
  readonly untouched: number;
  /** Members that left, or were excluded or skipped: they stay as they are. */
  readonly leftAlone: number;
}

/** What an operator would bring about by rolling back now. */
export function returnsOf(view: RolloutView, now: Millis): RolloutReturns {
  const groups = new Map<string, { to: RevisionRef | null; agents: AgentId[]; restarts: number }>();
  let withdrawn = 0;
  let untouched = 0;
  let leftAlone = 0;
  for (const look of lookAt(view, now).members) {
    const { member, facts, step } = look;
    if (member.mark !== null || step === "departed") leftAlone++;
    else if (member.assignedAt === null) untouched++;
    else if (!hasMoved(look)) withdrawn++;
    else {
      const key =
        member.from === null ? "" : `${member.from.configuration} ${member.from.revision}`;
      const group = groups.get(key) ?? { to: member.from, agents: [], restarts: 0 };
      group.agents.push(member.agent);
      const runsIt = !isFailure(step) || facts?.runsIt === true;
      if (member.from !== null && runsIt) group.restarts++;
      groups.set(key, group);
    }
  }
  const largestFirst = [...groups.values()].sort((a, b) => b.agents.length - a.agents.length);
  return { groups: largestFirst, withdrawn, untouched, leftAlone };
}
