import type {
  AgentAccess,
  AgentId,
  AgentOutcome,
  BodyDigest,
  ConfigHash,
  Millis,
  ReportFacts,
} from "@fleethub/fleet";
import type { Assignment, Hold } from "./group-model.js";
import type { Breach } from "./policy-model.js";
import type { ConnectionIntent, FlowWord } from "./telemetry-model.js";
import type { SecretValueIds } from "./secret-model.js";
import type { Variables, VariableValue } from "./variable-model.js";

export type * from "./account-model.js";
export type * from "./actor-model.js";
export type * from "./approval-model.js";
export type * from "./audit-model.js";
export type * from "./enrolment-model.js";
export type * from "./group-model.js";
export type * from "./policy-model.js";
export type * from "./rollout-model.js";
export type * from "./secret-model.js";
export type * from "./telemetry-model.js";
export type * from "./variable-model.js";

/** Which agents a caller may see or change: what `decide` of fleet's access answers. */
export type { Scope } from "@fleethub/fleet/access";

/** An operator's pin of one agent. */
export type Pin =
  | { readonly kind: "local" }
  | {
      readonly kind: "revision";
      readonly configuration: string;
      readonly revision: number;
      readonly forced: boolean;
    };

export type Labels = Readonly<Record<string, string>>;

export type Admission = "admitted" | "awaiting-approval" | "revoked";

/** What the console's rows show and the query language asks, derived by `fleet` from the facts. */
export interface AgentProjection {
  readonly name: string;
  readonly host: string;
  readonly os: string;
  readonly arch: string;
  readonly type: string;
  readonly agentVersion: string;
  readonly sync: string;
  readonly verified: string;
  readonly health: string;
  readonly configuration: string | null;
  readonly revision: number | null;
  /** One line: the error, the difference, the missing component. */
  readonly reason: string;
}

/** One agent as the store holds it. */
export interface AgentRecord {
  readonly id: AgentId;
  readonly instanceUid: string;
  readonly formerUids: readonly string[];
  /** Name given by an operator; null shows the reported one. */
  readonly givenName: string | null;
  readonly labels: Labels;
  readonly admission: Admission;
  /** Name of the enrolment token it came with; null: it came without one. */
  readonly enrolment: string | null;
  /** What it proves with who it is. */
  readonly access: AgentAccess;
  readonly pin: Pin | null;
  readonly variables: Variables;
  /** The group that has it: the first whose selector matches what is stored of it. Null: none does. */
  readonly group: string | null;
  readonly hold: Hold | null;
  readonly assignment: Assignment | null;
  /** What it is told about its own connections; null: what the hub's settings say. */
  readonly connection: ConnectionIntent | null;
  /** Moves with every write of intent; `If-Match` and optimistic commits name it. */
  readonly version: number;
  readonly outcome: AgentOutcome;
  /** Moves with every write of the outcome. */
  readonly outcomeVersion: number;
  readonly report: ReportFacts;
  readonly projection: AgentProjection;
  /** What its effective config breaks, as evaluated last. Empty where nothing was evaluated. */
  readonly breaches: readonly Breach[];
  /** What its own telemetry says of its data path, as stored last. */
  readonly flow: FlowWord;
  /** The hub process that holds its connection, and the count of take-overs. */
  readonly owner: string | null;
  readonly epoch: number;
  readonly transport: "websocket" | "http" | null;
  readonly remoteAddress: string;
  readonly createdAt: Millis;
}

export interface ConfigurationRecord {
  readonly name: string;
  readonly kind: "complete" | "fragment";
  readonly description: string;
  /** 0 while it has no revision. */
  readonly latestRevision: number;
  readonly version: number;
  readonly createdAt: Millis;
  readonly createdBy: string;
}

/** One revision of a fragment that another revision stands on. */
export interface LayerReference {
  readonly configuration: string;
  readonly revision: number;
}

/** A variable of a revision. */
export interface VariableDeclaration {
  /** As `VARIABLE_NAME_PATTERN`. */
  readonly name: string;
  readonly type: "text" | "number" | "boolean" | "duration";
  /** Null: every agent that runs the revision needs a value of its own. */
  readonly default: VariableValue | null;
}

/** Immutable. */
export interface RevisionRecord {
  readonly configuration: string;
  readonly number: number;
  /** What was written; the same as `content` where there are no layers. */
  readonly source: string;
  /** Merged over `source` in this order. */
  readonly layers: readonly LayerReference[];
  /** What is declared for the references in `content`. */
  readonly variables: readonly VariableDeclaration[];
  /** The merged text, with `${fleethub:NAME}` still in it. */
  readonly content: string;
  readonly message: string;
  /** `f1:…`, the same for edits that change nothing. */
  readonly fingerprint: string;
  /** What an agent is offered and answers with. */
  readonly hash: ConfigHash;
  readonly createdAt: Millis;
  readonly createdBy: string;
}

/** What one set of values made of a revision with variables. Immutable; it goes with its configuration. */
export interface Rendering {
  /** What an agent is offered and answers with. */
  readonly hash: ConfigHash;
  readonly configuration: string;
  readonly revision: number;
  /** Without any reference to a variable. References to secrets stand: their values are never part of a text that is kept. */
  readonly content: string;
  /** Values of the secrets in `content`, part of `hash`. Absent where there are none. */
  readonly secrets?: SecretValueIds;
}

/** What happened to one agent, newest first on its page. */
export interface TimelineEntry {
  readonly id: string;
  readonly at: Millis;
  /** Stable word, such as `config-offered`, `config-failed`, `returned`, `presence`. */
  readonly kind: string;
  readonly summary: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** A text that many agents may share, stored once by digest, redacted beforehand. */
export interface StoredBody {
  readonly digest: BodyDigest;
  /** `remote-config` is what a removed configuration's revisions and renderings said: agents may be returned to it, so it stays. */
  readonly kind: "effective-config" | "health" | "components" | "remote-config";
  /** UTF-8 text or JSON text. */
  readonly text: string;
}
