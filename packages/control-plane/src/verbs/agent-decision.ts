import type { Move } from "../groups/move.js";
import type { AgentRecord } from "../model.js";
import type { Write } from "../ports.js";
import type { PlacedFinding } from "./placed-finding.js";
import type { VerbProblem } from "./problem.js";
import type { Act, AgentChange, VerbContext } from "./verb.js";

/** What a verb would do to one agent. Without writes and acts it is as asked already. */
export interface AgentDecision {
  readonly kind: "decision";
  readonly writes: readonly Write[];
  readonly acts: readonly Act[];
  readonly before: unknown;
  readonly after: unknown;
  /** What is wanted of the agent before and after; absent where the verb changes nothing of that. */
  readonly change?: AgentChange;
  /** Policies that only warn, and that the agent breaks by it. */
  readonly policies?: readonly PlacedFinding[];
  /** It may change group or values: what is written is worked out together with the other agents that it is done to. */
  readonly move?: Move;
}

/** What decides about agents, with the entry that the act will leave, so that what comes of it can name that. */
export interface ActContext extends VerbContext {
  /** Id of the audit entry. */
  readonly entry: string;
}

/** A verb about one agent at a time, so that `bulk` can run it over many. */
export interface AgentVerb<Input> {
  readonly name: string;
  decide(
    ctx: ActContext,
    agent: AgentRecord,
    input: Input,
  ): Promise<AgentDecision | VerbProblem> | AgentDecision | VerbProblem;
}

export const unchanged: AgentDecision = {
  kind: "decision",
  writes: [],
  acts: [],
  before: null,
  after: null,
};

export const isUnchanged = (decision: AgentDecision): boolean =>
  decision.writes.length === 0 && decision.acts.length === 0 && decision.move === undefined;
