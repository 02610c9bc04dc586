import type { AgentId, Millis } from "../../agent/facts.js";
import { lookAt } from "./look.js";
import type { RevisionRef } from "../spec/spec.js";
import type { RolloutView } from "../status.js";
import { hasMoved, hasNothingToGoBackTo, isFailure, isHandedBack } from "./step.js";

/** Members that would get the same revision back. */
export interface ReturnGroup {
  /** Null: nothing was wanted of them. */
  readonly to: RevisionRef | null;
  /** They are handed back to their own files; where `to` is null and this is false, they keep what they run. */
  readonly local: boolean;
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

interface GroupDraft {
  readonly to: RevisionRef | null;
  readonly local: boolean;
  readonly agents: AgentId[];
  restarts: number;
}

/** What an operator would bring about by rolling back now. */
export function returnsOf(view: RolloutView, now: Millis): RolloutReturns {
  const groups = new Map<string, GroupDraft>();
  let withdrawn = 0;
  let untouched = 0;
  let leftAlone = 0;
  for (const look of lookAt(view, now).members) {
    const { member, facts, step } = look;
    if (member.mark !== null || step === "departed") leftAlone++;
    else if (member.assignedAt === null) untouched++;
    else if (!hasMoved(look)) withdrawn++;
    else {
      const { from: to } = member;
      const local = isHandedBack(look);
      const key = to === null ? String(local) : `${to.configuration} ${to.revision}`;
      const group = groups.get(key) ?? { to, local, agents: [], restarts: 0 };
      group.agents.push(member.agent);
      const runsIt = !isFailure(step) || facts?.runsIt === true;
      if (!hasNothingToGoBackTo(look) && runsIt) group.restarts++;
      groups.set(key, group);
    }
  }
  const largestFirst = [...groups.values()].sort((a, b) => b.agents.length - a.agents.length);
  return { groups: largestFirst, withdrawn, untouched, leftAlone };
}
