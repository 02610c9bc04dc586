import type { AgentId, RevisionRef } from "@fleethub/fleet";
import type {
  AgentRecord,
  Assignment,
  LeftOut,
  RolloutRecord,
  RolloutTarget,
  Variables,
} from "../model.js";
import type { Write } from "../ports.js";
import type { VerbProblem } from "../verbs/problem.js";
import type { Act, AgentChange, VerbContext } from "../verbs/verb.js";
import type { RolloutPlanInput } from "./requests.js";

/** An agent that is to be a member. */
export interface Candidate {
  /** As it is now. */
  readonly agent: AgentRecord;
  /** Group that it is a member for: the one that it has once the change is committed. */
  readonly group: string;
  readonly to: RevisionRef;
  /** What it was to run before; null: nothing was wanted of it. */
  readonly from: RevisionRef | null;
  /**
   * It stays as it is until its turn: the assignment that says so is answered in `stays`, and the caller writes it with
   * what else he changes of the agent. Values are those that it had before the change, where they change.
   */
  readonly stay?: { readonly variables?: Variables };
}

export interface OpenRolloutInput {
  readonly kind: RolloutRecord["kind"];
  readonly title: string;
  readonly targets: readonly RolloutTarget[];
  /** What the request says about how it is to go; the plan of the first target's group stands behind it. */
  readonly plan: RolloutPlanInput;
  readonly candidates: readonly Candidate[];
  readonly leftOut: readonly LeftOut[];
  /** What a live rollout in one of the groups means: it ends by this one, or it refuses this one. */
  readonly whereLive: "supersede" | "refuse";
}

/** A rollout that is about to begin. Everything goes into the caller's commit. */
export interface OpenedRollout {
  readonly kind: "opened";
  readonly rollout: RolloutRecord;
  /** The rollout with its members and first lines, and what ends the rollouts before it. Not the stay-assignments. */
  readonly writes: readonly Write[];
  /** For agents whose offer is taken back by the end of another rollout. */
  readonly acts: readonly Act[];
  readonly stays: ReadonlyMap<AgentId, Assignment>;
  /** What every member will be wanted to run, `when: "in-rollout"`. */
  readonly agentChanges: readonly AgentChange[];
  readonly supersedes: readonly number[];
  readonly notes: readonly string[];
}

/**
 * The one place that makes a rollout with members: divides them into waves, checks the spec against them, ends what
 * runs in its groups. A problem where there are no members, where the spec cannot work, or where a live rollout refuses.
 */
export type OpenRollout = (
  ctx: VerbContext,
  input: OpenRolloutInput,
) => Promise<OpenedRollout | VerbProblem>;
