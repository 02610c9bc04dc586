import type {
  Difference,
  Finding,
  LayerInput,
  MergedConfig,
  PolicyRule,
  PolicyVerdict,
  Rendered,
  ReportedComponents,
} from "@fleethub/collector-config";
import type { AgentId, BodyDigest, ConfigHash, Millis } from "@fleethub/fleet";
import type {
  ApiTokenReader,
  PeopleReader,
  ProviderReader,
  SessionReader,
} from "./accounts/readers.js";
import type { AgentRecord, StoredBody, VariableDeclaration, Variables } from "./model.js";
import type {
  AgentReader,
  ApprovalReader,
  AuditReader,
  ConfigurationReader,
  GroupReader,
  PolicyReader,
  RolloutReader,
  SecretReader,
  TelemetryReader,
} from "./readers.js";
import type { SealedRows } from "./secrets/hub-key.js";
import type { EnrolmentReader } from "./enrolment/readers.js";
import type { ChangeSet, CommitResult } from "./writes.js";

export * from "./accounts/readers.js";
export * from "./enrolment/readers.js";
export * from "./readers.js";
export * from "./secrets/hub-key.js";
export type { ChangeSet, CommitResult, Write } from "./writes.js";

/** An agent that reports to a hub on a new connection. */
export interface Arrival {
  /** Current or former instance UID. */
  readonly uid: string;
  readonly transport: "websocket" | "http";
  readonly remoteAddress: string;
}

/** An agent that a hub holds and that reports on a new connection. */
export interface Return {
  readonly id: AgentId;
  /** As of which the hub holds it. */
  readonly epoch: number;
  readonly transport: "websocket" | "http";
  readonly remoteAddress: string;
}

/**
 * Keeps intent, outcome and reports. `commit` is all or nothing, durable when it resolves, and appends one
 * change-log entry per changed agent, configuration or policy in the same transaction. Every call rejects with
 * {@link StoreUnavailable} while the database is away; nothing else is thrown for expected conditions.
 */
export interface FleetStore {
  commit(changes: ChangeSet): Promise<CommitResult>;
  /**
   * Takes agents for this hub: owner set, epoch one higher, transport and address recorded. Answers their records as
   * of then, in the order of `arrivals`, with everything that the hub before wrote; null for a UID that nobody has.
   */
  claim(owner: string, arrivals: readonly Arrival[]): Promise<readonly (AgentRecord | null)[]>;
  /**
   * Takes agents again that nobody else took since: epoch one higher, transport and address recorded, and nothing is
   * read. Answers in the order of `returns` whether it did; false leaves an agent as it is, to be claimed.
   */
  retake(owner: string, returns: readonly Return[]): Promise<readonly boolean[]>;
  agentById(id: AgentId): Promise<AgentRecord | null>;
  body(digest: BodyDigest): Promise<StoredBody | null>;
  /** Which of these are not stored yet. Those that are count as kept at `at`. */
  missingBodies(digests: readonly BodyDigest[], at: Millis): Promise<readonly BodyDigest[]>;
  /** A random key of this store by name, made on first use and shared by all its hubs. */
  secretKey(name: StoreKeyName): Promise<Uint8Array>;
  /** Ends connections and locks. Later calls reject. */
  close(): Promise<void>;
}

/** What a key of the store is for. */
export type StoreKeyName =
  | "config-hash"
  | "audit"
  | "agent-credential"
  | "devices"
  | "pending-sign-in";

/** The database cannot be reached just now. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/**
 * What happened to the thing that a line of the change log names. After `agent.renamed`, whose `id` is the UID that it
 * had, `agent.changed` follows with the new one.
 */
export type ChangeKind =
  | "agent.changed"
  | "agent.forgotten"
  | "agent.renamed"
  | "configuration.changed"
  | "configuration.removed"
  | "policy.changed"
  | "policy.removed"
  | "group.changed"
  | "group.removed"
  | "rollout.changed"
  | "enrolment.changed"
  | "approval.changed"
  | "secret.changed"
  | "secret.removed"
  | "person.changed"
  | "person.removed"
  | "session.ended"
  | "api-token.added"
  | "api-token.revoked"
  | "provider.changed"
  | "provider.removed";

/** One line of the change log. */
export interface Change {
  readonly sequence: number;
  readonly kind: ChangeKind;
  /** Instance UID of an agent, id of a rollout or an approval request, or the name of a configuration, policy, group or secret. */
  readonly id: string;
  readonly version: number;
}

/**
 * What changed, in order. The notification is a hint, the log is the truth: a reader asks for everything after
 * the sequence it has, and never skips a late commit.
 */
export interface ChangeFeed {
  /** Null where the log no longer reaches back to `after`: read everything afresh. */
  read(after: number, limit: number): Promise<readonly Change[] | null>;
  latest(): Promise<number>;
  /** `listener` is called after commits of any hub, coalesced, never with the change itself. */
  subscribe(listener: () => void): () => void;
}

/**
 * Which hubs live, by the store's own clock, so that agents of a hub that died are not called connected for ever.
 */
export interface HubLeases {
  /** This hub lives for `leaseMs` from now. False where an earlier lease of it had run out, or there was none. */
  renew(hub: string, leaseMs: Millis): Promise<boolean>;
  /** This hub ends in order. */
  release(hub: string): Promise<void>;
  /**
   * Takes for this hub agents that count as connected to a hub without a lease, at most `limit`: owner set, epoch one
   * higher. Answers their records as of then.
   */
  inherit(hub: string, limit: number): Promise<readonly AgentRecord[]>;
}

/** Drops what is past its time. Audit and intent are never dropped. */
export interface Retention {
  /** Drops changes up to and including `sequence`; readers behind it start afresh. */
  trimChanges(sequence: number): Promise<void>;
  /** Drops entries from before `before`, and all but the newest `entriesMax` of each agent. Answers how many. */
  trimTimelines(before: Millis, entriesMax: number): Promise<number>;
  /** Drops bodies that no agent's report names and that were kept last before `keptBefore`. Answers how many. */
  trimBodies(keptBefore: Millis): Promise<number>;
  /** Drops verdicts on bodies that are gone, and of rules that no policy has. Answers how many. */
  trimVerdicts(): Promise<number>;
  /** Drops days of compliance before this one (UTC, `yyyy-mm-dd`). Answers how many. */
  trimCompliance(beforeDay: string): Promise<number>;
  /** Drops judgements of rollouts that are not live and ended before `before`; entries stay. Answers how many. */
  trimJudgements(before: Millis): Promise<number>;
  /**
   * Drops values of secrets that are not in force, were replaced before `before`, and that no hash names which an agent
   * reports or may be returned to. Answers how many.
   */
  trimSecretValues(before: Millis): Promise<number>;
  /**
   * Forgets the values that requests keep which have expired at `now`; drops requests that ended or expired before
   * `endedBefore` (null: none), but glass that was broken and that nobody looked at, and the last number. Answers how many.
   */
  trimApprovals(now: Millis, endedBefore: Millis | null): Promise<number>;
}

/** Every port that one storage implements, over one set of rows. */
export interface FleetStorage {
  readonly store: FleetStore;
  readonly agents: AgentReader;
  readonly configurations: ConfigurationReader;
  readonly policies: PolicyReader;
  readonly groups: GroupReader;
  readonly rollouts: RolloutReader;
  readonly approvals: ApprovalReader;
  readonly telemetry: TelemetryReader;
  readonly secrets: SecretReader;
  readonly sealed: SealedRows;
  readonly enrolment: EnrolmentReader;
  readonly people: PeopleReader;
  readonly sessions: SessionReader;
  readonly apiTokens: ApiTokenReader;
  readonly providers: ProviderReader;
  readonly audit: AuditReader;
  readonly feed: ChangeFeed;
  readonly leases: HubLeases;
  readonly retention: Retention;
}

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** A timer that can be called off. */
export interface Schedule {
  after(delayMs: number, run: () => void): () => void;
}

export interface Ids {
  /** A fresh UUIDv7 in canonical text. */
  uuidv7(): string;
}

export interface Digest {
  /** Hex SHA-256. */
  sha256(bytes: Uint8Array): BodyDigest;
  /** HMAC-SHA-256. */
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array;
}

/** Structured, without secrets and without contents of messages. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Judgements about YAML, once per distinct input, off the main thread where the platform has threads. */
export interface ConfigJudge {
  /** Findings of a configuration, also against what an agent can run. */
  check(content: string, components: ReportedComponents | null): Promise<readonly Finding[]>;
  /** Does the effective config contain the desired one? */
  contains(
    desired: string,
    effective: string,
  ): Promise<{
    readonly verdict: "contains" | "differs" | "cannot-tell";
    /** The first difference in one line, empty where there is none. */
    readonly difference: string;
  }>;
  redact(text: string): Promise<string>;
  /** What the step from one text to another means; secrets redacted. */
  difference(before: string, after: string): Promise<Difference>;
  fingerprint(content: string): Promise<string>;
  /** Layers laid over a base, every line with its origin. */
  merge(base: LayerInput, layers: readonly LayerInput[]): Promise<MergedConfig>;
  /** Values put in the place of the variables of a text. */
  render(
    content: string,
    declarations: readonly VariableDeclaration[],
    values: Variables,
  ): Promise<Rendered>;
  /**
   * Values of secrets put in, for a text that is about to leave; null where one is missing. Neither is to be kept or
   * logged.
   */
  putSecrets(content: string, values: ReadonlyMap<string, string>): Promise<string | null>;
  /** What a rule says of a text: the same for the same two. */
  policy(rule: PolicyRule, content: string): Promise<PolicyVerdict>;
}

/** The hash an agent is offered a body under: keyed, so that hashes in logs reveal nothing. */
export type HashConfig = (body: ReadonlyMap<string, Uint8Array>) => ConfigHash;
