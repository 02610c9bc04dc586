import { phaseOf, type RolloutPlan, sentenceOf } from "@fleethub/fleet";
import { viewOf, type Watched } from "./watched.js";

/** A plan that decides nothing: for commits about members alone. The loop looks right after them. */
export function idlePlan(watched: Watched, now: number): RolloutPlan {
  const { spec, status, verdicts } = watched.record;
  return {
    phase: phaseOf(spec, status, now),
    sentence: sentenceOf(viewOf(watched, verdicts), now),
    status,
    assign: [],
    suspend: [],
    release: [],
    sendBack: [],
    marks: [],
    completes: false,
    events: [],
    wakeAt: null,
  };
}
