import type { ConfigHash, Millis } from "@fleethub/fleet";

/** One of the facts about an agent's config, kept apart from the others. */
export interface ConfigFact {
  readonly kind: "none" | "local" | "revision" | "other";
  readonly configuration: string | null;
  readonly revision: number | null;
  readonly hash: ConfigHash | null;
  readonly at: Millis | null;
  readonly source:
    | "pin"
    | "hold"
    | "assignment"
    | "group"
    | "desired"
    | "last-good"
    | "hand-back"
    | "agent"
    | null;
  readonly status: "unset" | "applied" | "applying" | "failed" | "unknown" | null;
  readonly error: string;
}
