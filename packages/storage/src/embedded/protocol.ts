import type { FleetStorage } from "@fleethub/control-plane";

/** The ports whose calls cross between the threads. Hints about changes cross on their own. */
export type PortName = keyof FleetStorage;

/** To the thread of the database. */
export interface CallMessage {
  readonly id: number;
  readonly port: PortName;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** From the thread of the database. */
export type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | {
      readonly kind: "error";
      readonly id: number;
      readonly message: string;
      readonly stack: string | undefined;
    }
  | { readonly kind: "hint" };

/** Every method that crosses, per port. */
export const CROSSING = {
  store: ["commit", "claim", "retake", "agentById", "body", "missingBodies", "secretKey", "close"],
  agents: ["list", "facets", "get", "ids", "walk", "timeline", "byIds"],
  configurations: [
    "list",
    "get",
    "revisions",
    "revision",
    "revisionByHash",
    "rendering",
    "pinnedAgents",
  ],
  policies: ["list", "get", "verdicts", "bodies", "agents", "oldestBreach", "compliance"],
  groups: ["list", "get", "counts"],
  rollouts: ["list", "get", "lastNumber", "members", "entries", "judgements"],
  approvals: ["list", "get", "withNumber", "lastNumber"],
  telemetry: ["of"],
  secrets: ["list", "get", "values", "namedBy"],
  sealed: ["root", "knownRoot", "cells", "replace"],
  people: ["list", "get", "byIdentity", "byInvitation", "administrators", "firstRunLink"],
  sessions: ["list", "get"],
  apiTokens: ["list", "get"],
  providers: ["list", "get"],
  enrolment: ["list", "get", "counts", "holders", "standings"],
  audit: ["list", "get", "byId", "head", "walk", "checkpoints", "lastCheckpoint"],
  feed: ["read", "latest"],
  leases: ["renew", "release", "inherit"],
  retention: [
    "trimChanges",
    "trimTimelines",
    "trimBodies",
    "trimVerdicts",
    "trimCompliance",
    "trimJudgements",
    "trimSecretValues",
    "trimApprovals",
  ],
} as const satisfies { readonly [P in PortName]: readonly (keyof FleetStorage[P])[] };
