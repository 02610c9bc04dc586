import type { Difference, Finding } from "@fleethub/collector-config";
import type { RevisionRef, WaveSpec } from "@fleethub/fleet";
import type { LeftOut, RolloutRecord } from "../rollout-model.js";

/** Instance UIDs that one entry of a preview names. */
export const PREVIEW_UIDS_MAX = 100;

/** Entries of one list of a preview; counts take in what is beyond. */
export const PREVIEW_ENTRIES_MAX = 50;

/** How many agents, and who the first {@link PREVIEW_UIDS_MAX} are. */
export interface AgentSample {
  readonly agents: number;
  readonly uids: readonly string[];
}

/** Agents for which the change means the same. */
export interface PreviewChange extends AgentSample {
  /** What they are to run now; null: nothing is wanted of them. */
  readonly from: RevisionRef | null;
  /** Null: handed back to their own files. */
  readonly to: RevisionRef | null;
  /** Of them those that get it with the commit; the others get it wave by wave. */
  readonly atOnce: number;
  /** What the step means, secrets redacted; null where there is nothing to compare with, or it was not worked out. */
  readonly difference: Difference | null;
  /** In one or two sentences: "gpu r12 to r13: 2 changes, the first is …". */
  readonly words: string;
}

/** Agents of one distribution and version that will not run it, and why. */
export interface PreviewObstacle extends AgentSample {
  readonly kind: /** Components or options that their Collector does not have. */
    | "components"
    /** They do not state AcceptsRemoteConfig. */
    | "capability"
    | "not-approved"
    /** A variable has no value there. */
    | "variables"
    /** They break a policy by it. */
    | "policy";
  /** `warn`: those agents get it all the same, by a policy that warns or by force. */
  readonly severity: "block" | "warn";
  readonly type: string;
  readonly version: string;
  readonly to: RevisionRef | null;
  /** In one sentence, with what to do. */
  readonly words: string;
  readonly findings: readonly Finding[];
}

/** The rollout that the commit would begin. */
export interface PreviewRollout {
  readonly kind: RolloutRecord["kind"];
  readonly title: string;
  readonly spec: RolloutRecord["spec"];
  readonly members: number;
  /** In their order, with how many members each takes. */
  readonly waves: readonly { readonly spec: WaveSpec | null; readonly members: number }[];
  readonly leftOut: readonly LeftOut[];
}

/** A write touches protected groups, so that somebody else has to approve it. */
export interface ApprovalNeeded {
  /** In their order. */
  readonly groups: readonly string[];
  /** Why, in sentences. */
  readonly reasons: readonly string[];
  /** Whose approval it needs, in one sentence. */
  readonly words: string;
}

/** What a write verb would do, told before it is asked for. Nothing was written. */
export interface Preview<Value = unknown> {
  readonly verb: string;
  /** Agents whose state it changes: what `expectedAgents` is held against. */
  readonly agents: number;
  /** Of them those that run something else afterwards. */
  readonly changed: number;
  readonly atOnce: number;
  readonly inRollout: number;
  /** Grouped by equal difference, most agents first. */
  readonly changes: readonly PreviewChange[];
  /** Agents whose change is beyond the entries above. */
  readonly changesLeftOut: number;
  /** They are wanted to run another revision that means the same: bytes and hash stay, nothing restarts. */
  readonly sameMeaning: AgentSample;
  /** Nothing is wanted of them afterwards: they keep running what they run. */
  readonly keepRunning: AgentSample;
  /** They come to another group, or to none. */
  readonly moved: readonly (AgentSample & {
    readonly from: string | null;
    readonly to: string | null;
  })[];
  /** Collectors that restart: those connected now, and those that are away and restart when they are back. */
  readonly restarts: { readonly now: AgentSample; readonly onReturn: AgentSample };
  /** Most agents first. */
  readonly obstacles: readonly PreviewObstacle[];
  /** A bad config takes them down: they are not known to check it first (`validate_config`). */
  readonly riskier: AgentSample & {
    /** Of them those that crashed on a config before: they are known not to check. */
    readonly known: number;
    readonly words: string;
  };
  /** Reached by a change of their group, if they were not kept elsewhere. */
  readonly notReached: { readonly pinned: AgentSample; readonly held: AgentSample };
  readonly rollout: PreviewRollout | null;
  /** The approval that it needs; null: it can be done at once. */
  readonly approval: ApprovalNeeded | null;
  /** What it comes to, in sentences, the most important first. */
  readonly summary: readonly string[];
  /** What the verb would answer. */
  readonly value: Value;
}
