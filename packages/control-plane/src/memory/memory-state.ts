import type { AgentId, Millis } from "@fleethub/fleet";
import { NO_HASH } from "../audit/chain.js";
import type {
  AgentRecord,
  AgentTelemetry,
  ApiTokenRecord,
  ApprovalRecord,
  AuditCheckpoint,
  ChainHead,
  ComplianceDay,
  ConfigurationRecord,
  EnrolmentTokenRecord,
  GroupRecord,
  OneTimeLink,
  PersonRecord,
  PolicyRecord,
  ProviderRecord,
  Rendering,
  RevisionRecord,
  RolloutEntry,
  RolloutJudgement,
  RolloutMemberRecord,
  RolloutRecord,
  SecretRecord,
  SecretValue,
  SecretValueIds,
  SessionRecord,
  StoredBody,
  StoredEntry,
  StoredVerdict,
  TimelineEntry,
} from "../model.js";
import { StoreUnavailable, type Change } from "../ports.js";

/** Everything a hub keeps, in maps that the ports of this folder share. */
export interface MemoryState {
  readonly agents: Map<AgentId, AgentRecord>;
  /** Current and former instance UIDs. */
  readonly uids: Map<string, AgentId>;
  readonly timelines: Map<AgentId, readonly TimelineEntry[]>;
  readonly configurations: Map<string, ConfigurationRecord>;
  readonly revisions: Map<string, readonly RevisionRecord[]>;
  /** By hash. */
  readonly renderings: Map<string, Rendering>;
  readonly policies: Map<string, PolicyRecord>;
  /** By rule and body. */
  readonly verdicts: Map<string, StoredVerdict>;
  /** By policy and day. */
  readonly compliance: Map<string, ComplianceDay>;
  readonly groups: Map<string, GroupRecord>;
  readonly rollouts: Map<string, RolloutRecord>;
  readonly approvals: Map<string, ApprovalRecord>;
  /** By rollout, then by agent in order of wave and agent. */
  readonly members: Map<string, Map<AgentId, RolloutMemberRecord>>;
  /** By rollout. */
  readonly rolloutEntries: Map<string, readonly RolloutEntry[]>;
  /** By rollout, oldest first. */
  readonly judgements: Map<string, readonly RolloutJudgement[]>;
  readonly telemetry: Map<AgentId, AgentTelemetry>;
  readonly bodies: Map<string, StoredBody>;
  /** When each body was kept last. */
  readonly bodiesKeptAt: Map<string, Millis>;
  /** Until when each hub lives. */
  readonly leases: Map<string, Millis>;
  readonly enrolmentTokens: Map<string, EnrolmentTokenRecord>;
  /** By instance UID, until an agent has it. */
  readonly givenUids: Map<string, { readonly id: AgentId; readonly keeps: boolean }>;
  readonly secrets: Map<string, SecretRecord>;
  /** By id. */
  readonly secretValues: Map<string, SecretValue>;
  /** By hash of what was offered with them. */
  readonly namedSecrets: Map<string, SecretValueIds>;
  /** What everything derived comes from, sealed. */
  root: Uint8Array | null;
  readonly people: Map<string, PersonRecord>;
  /** By id. */
  readonly sessions: Map<string, SessionRecord>;
  /** By id. */
  readonly apiTokens: Map<string, ApiTokenRecord>;
  readonly providers: Map<string, ProviderRecord>;
  /** By id. */
  readonly firstRunLinks: Map<string, OneTimeLink>;
  /** As stored, oldest first. */
  audit: readonly StoredEntry[];
  auditHead: ChainHead;
  checkpoints: readonly AuditCheckpoint[];
  /** The change log's tail, oldest first. */
  changes: readonly Change[];
  sequence: number;
  readonly listeners: Set<() => void>;
  available: boolean;
  closed: boolean;
}

export function emptyState(): MemoryState {
  return {
    agents: new Map(),
    uids: new Map(),
    timelines: new Map(),
    configurations: new Map(),
    revisions: new Map(),
    renderings: new Map(),
    policies: new Map(),
    verdicts: new Map(),
    compliance: new Map(),
    groups: new Map(),
    rollouts: new Map(),
    approvals: new Map(),
    members: new Map(),
    rolloutEntries: new Map(),
    judgements: new Map(),
    telemetry: new Map(),
    bodies: new Map(),
    bodiesKeptAt: new Map(),
    leases: new Map(),
    enrolmentTokens: new Map(),
    givenUids: new Map(),
    secrets: new Map(),
    secretValues: new Map(),
    namedSecrets: new Map(),
    root: null,
    people: new Map(),
    sessions: new Map(),
    apiTokens: new Map(),
    providers: new Map(),
    firstRunLinks: new Map(),
    audit: [],
    auditHead: { sequence: 0, hash: NO_HASH, cutThrough: 0 },
    checkpoints: [],
    changes: [],
    sequence: 0,
    listeners: new Set(),
    available: true,
    closed: false,
  };
}

/** Every port call goes through here first, as every call of a database goes through its connection. */
export async function reach<T>(state: MemoryState, call: () => T): Promise<T> {
  if (state.closed) throw new StoreUnavailable("The store was closed.");
  if (!state.available) throw new StoreUnavailable("The store cannot be reached.");
  return call();
}
