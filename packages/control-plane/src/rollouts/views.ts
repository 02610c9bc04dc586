import type {
  AgentId,
  GateSpec,
  GateVerdict,
  MemberStep,
  Millis,
  RevisionRef,
  RolloutPhase,
  WaveSpec,
  WaveStatus,
} from "@fleethub/fleet";
import type { RolloutEntry, RolloutJudgement, RolloutRecord, Scope } from "../model.js";
import type { Page, PageRequest, RolloutFilter } from "../ports.js";

/** One rollout as lists show it: the record, and what time alone may have made of it since it was written. */
export interface RolloutSummary {
  readonly record: RolloutRecord;
  readonly phase: RolloutPhase;
  /** The phase with its reason, in one sentence. */
  readonly sentence: string;
}

/** Members by how far they have come; steps that nobody is at are absent. */
export type StepCounts = { readonly [Step in MemberStep]?: number };

export interface WaveView {
  /** Place in the order, 0 is the canary. */
  readonly wave: number;
  /** As the spec has it; null for the wave that takes all who are left. */
  readonly spec: WaveSpec | null;
  readonly soakMs: Millis;
  /** Null while it was not opened. */
  readonly status: WaveStatus | null;
  /** Members at the start. */
  readonly members: number;
  readonly steps: StepCounts;
}

/** What kept members from the revision. */
export type CauseKind =
  /** Its Collector has no such component, or breaks what the hub judged before it was offered. */
  | "cannot-run"
  /** The agent refused it and runs its previous config on. */
  | "refused"
  /** It took the config and the Collector exited or was unhealthy. */
  | "crashed"
  | "not-answering";

/** Members that failed for the same reason, as far as what they say can be compared. */
export interface FailureCause {
  /** Names the cause for `exclude`: stable as long as agents say the same. */
  readonly cause: string;
  readonly kind: CauseKind;
  /** "2 lack a component: 'exporters' unknown type: "kafka"". */
  readonly words: string;
  readonly agents: number;
  /** The first `CAUSE_MEMBERS_MAX`. */
  readonly uids: readonly string[];
}

/** Instance UIDs named per cause, and agents named per step that need a look. */
export const CAUSE_MEMBERS_MAX = 100;

export interface GatePoint {
  readonly at: Millis;
  readonly verdict: GateVerdict["verdict"];
  readonly wave: number | null;
  readonly rest: number | null;
  readonly past: number | null;
}

export interface GateView {
  /** Place of the gate in the spec. */
  readonly gate: number;
  readonly spec: GateSpec;
  /** As judged last; null before the first time. */
  readonly verdict: GateVerdict | null;
  /** Oldest first, at most `GATE_POINTS_MAX`. */
  readonly points: readonly GatePoint[];
}

/** Points of one gate's chart: five hours at one in thirty seconds. */
export const GATE_POINTS_MAX = 600;

/** What rolling back would do, told before it is asked for. */
export interface GoingBack {
  /** By what they were to run before, most agents first; null: nothing was wanted of them. */
  readonly returns: readonly {
    readonly to: RevisionRef | null;
    /** They are handed back to their own files; where `to` is null and this absent, they keep what they run. */
    readonly local?: true;
    readonly agents: number;
    /** Collectors that restart for it. */
    readonly restarts: number;
    /** Those that are away and get it when they come back. */
    readonly onReturn: number;
  }[];
  /** Of them those that went back by themselves, or never ran the revision: nothing restarts there. */
  readonly alreadyBack: number;
  /** Members that were not reached; nothing happens to them. */
  readonly untouched: number;
  /** In one or two sentences. */
  readonly words: string;
}

/** Everything about one rollout but its members one by one. */
export interface RolloutDetail extends RolloutSummary {
  /** Selectors of its groups as they are now, by name; a group that is gone is absent. */
  readonly selectors: ReadonlyMap<string, string>;
  readonly waves: readonly WaveView[];
  readonly steps: StepCounts;
  /** Members that are assigned and have not ended. */
  readonly inFlight: number;
  /** Most agents first. */
  readonly causes: readonly FailureCause[];
  readonly gates: readonly GateView[];
  readonly goingBack: GoingBack;
  /** "3 from r11, 37 from r12": what members are to run before, most first. */
  readonly from: readonly { readonly from: RevisionRef | null; readonly agents: number }[];
}

/** One member as the page lists it. */
export interface MemberView {
  readonly agent: AgentId;
  /** Its instance UID now; null: the agent was forgotten. */
  readonly uid: string | null;
  readonly name: string;
  readonly group: string;
  readonly wave: number;
  readonly to: RevisionRef;
  readonly from: RevisionRef | null;
  readonly step: MemberStep;
  /** When it came to that step, as far as it is known. */
  readonly since: Millis | null;
  /** Why, in one line; empty where there is nothing to say. */
  readonly reason: string;
  /** Key of its cause, where it failed. */
  readonly cause: string | null;
  /** Version of its Collector. */
  readonly version: string;
  /** From the offer to APPLIED; null before. */
  readonly timeToApplyMs: Millis | null;
}

export interface MemberFilter {
  readonly steps?: readonly MemberStep[];
  readonly wave?: number;
}

/**
 * Reads for screens. Each rejects while the store is away; null where there is no such rollout. A rollout is in a scope
 * when every group that it is for stays in it by its selector: then so is what it tells in numbers.
 */
export interface RolloutViews {
  list(filter: RolloutFilter, page: PageRequest, scope: Scope): Promise<Page<RolloutSummary>>;
  /** Is there such a rollout? */
  isThere(id: string, scope: Scope): Promise<boolean>;
  get(id: string, scope: Scope): Promise<RolloutDetail | null>;
  /** In order of wave; `total` counts those that the filter takes. Members that left the scope meanwhile are left out. */
  members(
    id: string,
    filter: MemberFilter,
    page: PageRequest,
    scope: Scope,
  ): Promise<Page<MemberView> | null>;
  /** Newest first, without what is about agents that left the scope meanwhile. */
  entries(id: string, page: PageRequest, scope: Scope): Promise<Page<RolloutEntry> | null>;
  /** Oldest first, at most the newest `limit`. */
  judgements(id: string, limit: number, scope: Scope): Promise<readonly RolloutJudgement[] | null>;
}
