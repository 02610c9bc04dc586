import type { PartialRolloutSpec, RolloutPhase } from "@fleethub/fleet";
import type { LeftOut, RolloutRecord } from "../model.js";
import type { Conditional } from "../verbs/verb.js";

/** What a request says about how it is to go. What it leaves out the group's plan decides, then the hub's defaults. */
export type RolloutPlanInput = PartialRolloutSpec;

interface StartRequest {
  readonly plan?: RolloutPlanInput;
  /** How many members the caller believes to reach. */
  readonly expectedAgents?: number;
  /** Members as well that lack a component for it: they are offered it all the same. Default false. */
  readonly force?: boolean;
}

/** A revision for one group. */
export interface StartRollout extends StartRequest {
  readonly group: string;
  /** Default: the group's own. Another one becomes the group's when the rollout is complete. */
  readonly configuration?: string;
  readonly revision: number;
}

/** A revision of a fragment for everything that stands on the fragment. */
export interface RebaseFragment extends StartRequest {
  readonly fragment: string;
  readonly revision: number;
}

/** Whom a rollout takes, and whom it leaves out. */
export interface RolloutStarted {
  readonly rollout: RolloutRecord;
  /** Number of the live rollouts that end by it. */
  readonly supersedes: readonly number[];
  readonly leftOut: readonly LeftOut[];
  /** Members that keep their bytes and their hash: nothing restarts there. */
  readonly unchanged: number;
  /** In words: what the canary covers, what is risky, what cannot be judged. */
  readonly notes: readonly string[];
}

/** A rollout by its id. */
export interface RolloutAddress extends Conditional {
  readonly rollout: string;
}

/** Members by name, or by the key of a cause. */
export interface ExcludeMembers extends RolloutAddress {
  readonly uids?: readonly string[];
  /** As `FailureCause.cause`. */
  readonly cause?: string;
  /** Go on in the same commit. Default false. */
  readonly resume?: boolean;
}

export interface RetryFailed extends RolloutAddress {
  /** Default: every member that failed. */
  readonly uids?: readonly string[];
}

/** What a verb about a running rollout answers. */
export interface RolloutAnswer {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly phase: RolloutPhase;
  readonly sentence: string;
  /** Members whose intent it changed. */
  readonly agents: number;
}
