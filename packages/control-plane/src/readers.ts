import type { AgentId, BodyDigest, ConfigHash, Millis } from "@fleethub/fleet";
import type { Query } from "@fleethub/fleet/query";
import type {
  Actor,
  AgentRecord,
  AgentTelemetry,
  ApprovalParty,
  ApprovalRecord,
  ApprovalState,
  ApprovalSummary,
  AuditCheckpoint,
  ChainedEntry,
  ChainHead,
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
  SecretRecord,
  SecretValue,
  SecretValueIds,
  StoredEntry,
  StoredVerdict,
  TimelineEntry,
} from "./model.js";

/** Keyset page: `cursor` is opaque and comes from the page before; any other text gives an empty page. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total: number;
  /** There may be more than `total`: counting ended before the end. Of long records alone. */
  readonly atLeast?: true;
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

/** The matches of the query that are in the scope: whoever is outside is not there. */
export interface AgentFilter {
  readonly query: Query;
  readonly now: Millis;
  readonly scope: Scope;
}

/** Counts per value, most first, at most {@link FACET_VALUES_MAX} a field. */
export type Facets = Readonly<
  Record<string, readonly { readonly value: string; readonly count: number }[]>
>;

/** Facets besides labels (`label.KEY`), each named as the query field that narrows to it. */
export const FACET_FIELDS = [
  "os",
  "arch",
  "version",
  "type",
  "presence",
  "sync",
  "health",
  "flow",
  "group",
  "enrolment",
  "pinned",
  "policy",
] as const;

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
  /** By current or former instance UID; null also where it is outside the scope. */
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
  /** Agents in the scope that are pinned to it. */
  pinnedAgents(name: string, scope: Scope): Promise<number>;
}

export interface SecretReader {
  /** Every secret, by name: at most `SECRETS_MAX`, which the verb that adds them keeps. */
  list(): Promise<readonly SecretRecord[]>;
  get(name: string): Promise<SecretRecord | null>;
  /** Every value that is kept, in order of id: those in force, and those that a hash in use still names. */
  values(): Promise<readonly SecretValue[]>;
  /** Values that the text behind a hash was offered with, also where its configuration is gone; null: none were. */
  namedBy(hash: ConfigHash): Promise<SecretValueIds | null>;
}

/** Which approval requests; without members all of them. */
export interface ApprovalFilter {
  /** `open`: they can still be answered. */
  readonly state?: ApprovalState | "open";
  /** Only those that touch this protected group. */
  readonly group?: string;
  /** Only broken glass that no approver has acknowledged. */
  readonly unacknowledged?: boolean;
  /** Only those that touch no other groups than these, and those that this party or the person behind it asked for. */
  readonly visibleTo?: { readonly groups: readonly string[]; readonly party: ApprovalParty };
  /** The moment as of which requests are open or expired. */
  readonly now: Millis;
}

export interface ApprovalReader {
  /** Newest first. */
  list(filter: ApprovalFilter, page: PageRequest): Promise<Page<ApprovalSummary>>;
  get(id: string): Promise<ApprovalRecord | null>;
  withNumber(number: number): Promise<ApprovalRecord | null>;
  /** The highest number in use; 0 before the first. */
  lastNumber(): Promise<number>;
}

export interface GroupReader {
  /** Every group in its order: at most `GROUPS_MAX`, which the verb that adds them keeps. */
  list(): Promise<readonly GroupRecord[]>;
  get(name: string): Promise<GroupRecord | null>;
  /** Members in the scope by group and word of config sync; null is no group. */
  counts(
    scope: Scope,
  ): Promise<
    readonly { readonly group: string | null; readonly sync: string; readonly agents: number }[]
  >;
}

/** Which rollouts; without members all of them. */
export interface RolloutFilter {
  readonly group?: string;
  /** Only those that are for no other groups than these. */
  readonly within?: readonly string[];
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

/** Who reads the record, where he may not see all of it: what he did himself, and what is about agents in the scope. */
export interface AuditVisibility {
  readonly actor: Pick<Actor, "kind" | "id">;
  readonly scope: Scope;
}

/** Which entries; every condition must hold. */
export interface AuditFilter {
  /** Looked for in action, resource, actor, reason, request and hash, without regard to case. */
  readonly text: string;
  /** More texts of the kind, each of which must be found. */
  readonly texts?: readonly string[];
  /** Absent: every entry. */
  readonly visibleTo?: AuditVisibility;
  readonly resource?: { readonly kind: string; readonly id: string };
  /** Part of the actor's id, without regard to case; any of these. */
  readonly who?: readonly string[];
  /** Kinds of actors; any of these. */
  readonly actorKinds?: readonly Actor["kind"][];
  /** Part of the action; any of these. */
  readonly did?: readonly string[];
  /** Kind of resource; any of these. */
  readonly kinds?: readonly string[];
  /** Instance UIDs: what the entry is about, or names anywhere; any of these. */
  readonly agents?: readonly string[];
  /** Not before this moment. */
  readonly since?: Millis;
  /** Before this moment. */
  readonly until?: Millis;
  /** First digits of the hash of the entry. */
  readonly hash?: string;
  /** Id of the entry that it follows. */
  readonly follows?: string;
}

/** The record as it was written. Nothing changes entries; `cut-audit` alone drops them. */
export interface AuditReader {
  /** Newest first. */
  list(filter: AuditFilter, page: PageRequest): Promise<Page<ChainedEntry>>;
  get(sequence: number, visibleTo?: AuditVisibility): Promise<ChainedEntry | null>;
  /** By id. */
  byId(id: string, visibleTo?: AuditVisibility): Promise<ChainedEntry | null>;
  head(): Promise<ChainHead>;
  /** As stored, in order, after this sequence, at most `limit`: for verifying and exports. */
  walk(after: number, limit: number): Promise<readonly StoredEntry[]>;
  /** In order, after this number, at most `limit`; with `beyond` only those that cover more than that entry. */
  checkpoints(after: number, limit: number, beyond?: number): Promise<readonly AuditCheckpoint[]>;
  lastCheckpoint(): Promise<AuditCheckpoint | null>;
}
