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
import type { Query } from "@fleethub/fleet/query";
import type {
  AgentRecord,
  AgentTelemetry,
  AuditEntry,
  Breach,
  ComplianceDay,
  ConfigurationRecord,
  GroupRecord,
  PolicyRecord,
  Rendering,
  RevisionRecord,
  RolloutEntry,
  RolloutJudgement,
  RolloutMemberRecord,
  RolloutRecord,
  RuleDigest,
  Scope,
  StoredBody,
  StoredVerdict,
  TimelineEntry,
  VariableDeclaration,
  Variables,
} from "./model.js";
import type { ChangeSet, CommitResult } from "./writes.js";

export type { ChangeSet, CommitResult, Write } from "./writes.js";

/** An agent that reports to a hub on a new connection. */
export interface Arrival {
  /** Current or former instance UID. */
  readonly uid: string;
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
  agentById(id: AgentId): Promise<AgentRecord | null>;
  body(digest: BodyDigest): Promise<StoredBody | null>;
  /** Which of these are not stored yet. Those that are count as kept at `at`. */
  missingBodies(digests: readonly BodyDigest[], at: Millis): Promise<readonly BodyDigest[]>;
  /** A random key of this store by name, made on first use and shared by all its hubs. */
  secretKey(name: "config-hash" | "audit"): Promise<Uint8Array>;
  /** Ends connections and locks. Later calls reject. */
  close(): Promise<void>;
}

/** The database cannot be reached just now. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/** Keyset page: `cursor` is opaque and comes from the page before; any other text gives an empty page. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

export type AgentSort =
  | "trouble"
  | "name"
  | "host"
  | "version"
  | "type"
  | "sync"
  | "health"
  | "lastSeen";

export interface AgentFilter {
  readonly query: Query;
  readonly now: Millis;
  readonly scope: Scope;
}

/** Counts per value, most first, at most {@link FACET_VALUES_MAX} a field. */
export type Facets = Readonly<
  Record<string, readonly { readonly value: string; readonly count: number }[]>
>;

/** Values listed per facet. */
export const FACET_VALUES_MAX = 50;

/** Presence is derived from stored facts and `now`, here as in memory (see `presenceOf` in fleet). */
export interface AgentReader {
  list(
    filter: AgentFilter,
    sort: { readonly by: AgentSort; readonly descending: boolean },
    page: PageRequest,
  ): Promise<Page<AgentRecord>>;
  facets(filter: AgentFilter): Promise<Facets>;
  /** By current or former instance UID. */
  get(uid: string, scope: Scope): Promise<AgentRecord | null>;
  /** Every match, for verbs that reach many; at most `limit`. */
  ids(filter: AgentFilter, limit: number): Promise<readonly AgentId[]>;
  /**
   * The matches after this id, at most `limit`, in order of id: for passes over a fleet, which need neither a count nor
   * an order that people read. Null begins; fewer than `limit` is the end.
   */
  walk(filter: AgentFilter, after: AgentId | null, limit: number): Promise<readonly AgentRecord[]>;
  timeline(id: AgentId, page: PageRequest): Promise<Page<TimelineEntry>>;
  /** Those of these that are there, in no order; at most `AGENTS_BY_ID_MAX` ids. */
  byIds(ids: readonly AgentId[]): Promise<readonly AgentRecord[]>;
}

/** Agents that one call reads by id. */
export const AGENTS_BY_ID_MAX = 1000;

export interface ConfigurationReader {
  list(page: PageRequest): Promise<Page<ConfigurationRecord>>;
  get(name: string): Promise<ConfigurationRecord | null>;
  revisions(name: string, page: PageRequest): Promise<Page<RevisionRecord>>;
  revision(name: string, number: number): Promise<RevisionRecord | null>;
  /**
   * The newest revision with this hash, or with a rendering of this hash: then the text of the rendering is what agents
   * run, and `content` is not.
   */
  revisionByHash(hash: ConfigHash): Promise<RevisionRecord | null>;
  /** What one set of values made of a revision; null for the hash of a revision itself. */
  rendering(hash: ConfigHash): Promise<Rendering | null>;
  /** Agents pinned to it. */
  pinnedAgents(name: string): Promise<number>;
}

export interface GroupReader {
  /** Every group in its order: at most `GROUPS_MAX`, which the verb that adds them keeps. */
  list(): Promise<readonly GroupRecord[]>;
  get(name: string): Promise<GroupRecord | null>;
  /** Members by group and word of config sync, over the whole fleet; null is no group. */
  counts(): Promise<
    readonly { readonly group: string | null; readonly sync: string; readonly agents: number }[]
  >;
}

/** Which rollouts; without members all of them. */
export interface RolloutFilter {
  readonly group?: string;
  readonly live?: boolean;
}

export interface RolloutReader {
  /** Newest first. */
  list(filter: RolloutFilter, page: PageRequest): Promise<Page<RolloutRecord>>;
  get(id: string): Promise<RolloutRecord | null>;
  /** The highest number in use; 0 before the first. */
  lastNumber(): Promise<number>;
  /** In order of wave, then agent, after this agent of that order, at most `limit`. Null begins. */
  members(
    id: string,
    after: AgentId | null,
    limit: number,
  ): Promise<readonly RolloutMemberRecord[]>;
  /** Newest first. */
  entries(id: string, page: PageRequest): Promise<Page<RolloutEntry>>;
  /** Oldest first, at most the newest `limit`. */
  judgements(id: string, limit: number): Promise<readonly RolloutJudgement[]>;
}

export interface TelemetryReader {
  /** As stored last, of those of these agents that ever sent any. At most `AGENTS_BY_ID_MAX` ids. */
  of(agents: readonly AgentId[]): Promise<readonly AgentTelemetry[]>;
}

/** How many agents run one effective config. */
export interface BodyCount {
  /** Null: agents that report none. */
  readonly body: BodyDigest | null;
  readonly agents: number;
}

/** What evaluation has to know of one agent. */
export interface JudgedAgent {
  readonly id: AgentId;
  /** Digest of its effective config; null where it reports none. */
  readonly body: BodyDigest | null;
  readonly breaches: readonly Breach[];
}

export interface PolicyReader {
  /** Every policy, by name: at most `POLICIES_MAX`, which the verb that adds them keeps. */
  list(): Promise<readonly PolicyRecord[]>;
  get(name: string): Promise<PolicyRecord | null>;
  /** Those of these bodies that were judged by this rule, in no order. */
  verdicts(rule: RuleDigest, bodies: readonly BodyDigest[]): Promise<readonly StoredVerdict[]>;
  /** Effective configs of the agents that match with how many run each, most first: what has to be judged. */
  bodies(filter: AgentFilter): Promise<readonly BodyCount[]>;
  /** As `AgentReader.walk`, and of each agent no more than evaluation needs: a fraction of the work. */
  agents(
    filter: AgentFilter,
    after: AgentId | null,
    limit: number,
  ): Promise<readonly JudgedAgent[]>;
  /** When the oldest breach of this policy began, without exception, among the agents that match; null: none does. */
  oldestBreach(policy: string, filter: AgentFilter): Promise<Millis | null>;
  /** Days from this one on (UTC, `yyyy-mm-dd`), oldest first; days without a word are left out. */
  compliance(policy: string, fromDay: string): Promise<readonly ComplianceDay[]>;
}

export interface AuditReader {
  list(
    filter: {
      readonly text: string;
      readonly resource?: { readonly kind: string; readonly id: string };
    },
    page: PageRequest,
  ): Promise<Page<AuditEntry>>;
}

/** One line of the change log. */
export interface Change {
  readonly sequence: number;
  /**
   * `agent.changed`, `agent.forgotten`, `agent.renamed` (`id` is the UID it had; `agent.changed` follows with the
   * new one), `configuration.changed`, `configuration.removed`, `policy.changed`, `policy.removed`, `group.changed`,
   * `group.removed`, `rollout.changed`.
   */
  readonly kind: string;
  /** Instance UID of an agent, id of a rollout, or the name of a configuration, policy or group. */
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
}

/** Every port that one storage implements, over one set of rows. */
export interface FleetStorage {
  readonly store: FleetStore;
  readonly agents: AgentReader;
  readonly configurations: ConfigurationReader;
  readonly policies: PolicyReader;
  readonly groups: GroupReader;
  readonly rollouts: RolloutReader;
  readonly telemetry: TelemetryReader;
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
  /** What a rule says of a text: the same for the same two. */
  policy(rule: PolicyRule, content: string): Promise<PolicyVerdict>;
}

/** The hash an agent is offered a body under: keyed, so that hashes in logs reveal nothing. */
export type HashConfig = (body: ReadonlyMap<string, Uint8Array>) => ConfigHash;
