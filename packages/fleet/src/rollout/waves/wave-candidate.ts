import type { AgentId } from "../../agent/facts.js";
import type { Presence } from "../../agent/words.js";

/** An agent that is to become a member. */
export interface WaveCandidate {
  readonly agent: AgentId;
  readonly group: string;
  /** Of the Collector; empty where it is not reported. */
  readonly version: string;
  readonly os: string;
  readonly transport: string;
  readonly presence: Presence;
}
