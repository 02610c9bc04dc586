import type { RolloutPlanInput } from "../rollouts/requests.js";
import type { GroupRecord, RolloutRecord } from "../model.js";
import type { Conditional } from "../verbs/verb.js";

/** A group as people write it. */
export interface WrittenGroup {
  /** Selector: a query over what does not change by itself. It names at least one condition. */
  readonly query: string;
  /** The line of revisions that it is released from; null, the default: none. */
  readonly configuration?: string | null;
  /** 1 is asked first, those from there on move down. Default: last, or where it is. */
  readonly position?: number;
  /** Default: empty. */
  readonly description?: string;
  /** What its rollouts do where nothing else is said. Default: nothing of its own. */
  readonly plan?: RolloutPlanInput;
  /** How many agents the caller believes to reach: `Preview.agents`. */
  readonly expectedAgents?: number;
}

export interface CreateGroup extends WrittenGroup {
  readonly name: string;
}

/** Replaces everything but the name and the stable revision. */
export interface ChangeGroup extends WrittenGroup, Conditional {
  readonly name: string;
}

export interface RemoveGroup extends Conditional {
  readonly name: string;
  /** How many agents the caller believes to reach: `Preview.agents`. */
  readonly expectedAgents?: number;
}

/** What a change of agents and groups came to. */
export interface Moved {
  /** Agents that came to another group, or to none. */
  readonly moved: number;
  /** Agents that run something else by it, at once or in the rollout. */
  readonly changed: number;
  /** Above the direct limit: what brings it to them wave by wave; null: it was done at once. */
  readonly rollout: RolloutRecord | null;
}

export interface GroupChanged extends Moved {
  readonly group: GroupRecord;
  /** Nobody matches its selector, or groups above take all who do. */
  readonly empty: boolean;
  /** Agents that match its selector and belong to a group above, by that group. */
  readonly overlaps: readonly GroupOverlap[];
}

/** What the removal of a group came to. */
export type GroupRemoved = Moved;

/** Agents that a selector matches as well, and that a group above it takes. */
export interface GroupOverlap {
  /** The group above. */
  readonly group: string;
  readonly agents: number;
}

/** The labels that a group's selector names are set, so that it takes the agent. */
export interface MoveToGroup {
  readonly group: string;
}
