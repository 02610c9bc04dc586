import type { ConfigHash } from "./facts.js";

/** Can it be reached? Derived from stored facts and now. */
export type Presence = "connected" | "stale" | "disconnected" | "never-seen";

/** How the agent's configuration stands to what operators want. Always derived; the first that holds. */
export type ConfigSync =
  | "awaiting-approval"
  | "unmanaged"
  | "incompatible"
  | "failed"
  | "rolled-back"
  | "applying"
  | "offered"
  | "pending"
  | "drifted"
  | "in-sync";

/** What the word about config sync rests on. */
export type Verified = "effective" | "acknowledged" | "none";

/** Health after the contradictions of a change are taken out. */
export type HealthWord = "healthy" | "degraded" | "unhealthy" | "restarting" | "unknown";

/** What this agent should be offered now. */
export type Target =
  | {
      readonly kind: "none";
      readonly because:
        | "not-approved"
        | "not-wanted"
        | "not-acceptable"
        | "incompatible"
        | "not-judged"
        | "rejected"
        | "suspended";
      /** One line for people; empty where there is nothing to say. */
      readonly reason: string;
    }
  | {
      readonly kind: "offer";
      readonly hash: ConfigHash;
      readonly attempt: number;
      /** `first` goes ahead of a hash that the agent reports already (F4). */
      readonly purpose: "desired" | "return" | "first";
    };

/** What rows show and queries ask. */
export interface AgentProjectionFacts {
  readonly name: string;
  readonly host: string;
  readonly os: string;
  readonly arch: string;
  readonly type: string;
  readonly agentVersion: string;
  readonly sync: ConfigSync;
  readonly verified: Verified;
  readonly health: HealthWord;
  readonly configuration: string | null;
  readonly revision: number | null;
  /** One line: the error, the difference, the missing component. */
  readonly reason: string;
}
