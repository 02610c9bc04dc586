import type { RolloutRecord, SecretRecord } from "../model.js";
import type { Conditional } from "../verbs/verb.js";

export interface CreateSecret {
  readonly name: string;
  readonly value: string;
  /** Id that the value gets, never used before; left out: a fresh one. */
  readonly valueId?: string;
  /** A query over what the hub itself set; null: every agent. */
  readonly reach: string | null;
  readonly description: string;
}

/** Replaces reach and description, and the value where one is given. */
export interface ChangeSecret extends Conditional {
  readonly name: string;
  readonly value?: string;
  /** As in {@link CreateSecret}. */
  readonly valueId?: string;
  readonly reach: string | null;
  readonly description: string;
}

/** A secret that was written, and what follows for agents. */
export interface SecretChanged {
  readonly secret: SecretRecord;
  /** Agents that are to run something else by it. */
  readonly changed: number;
  /** Above the direct limit: what brings it to them. */
  readonly rollout: RolloutRecord | null;
}
