import type { Clock, FleetStorage, FleetStore, StoreKeyName } from "../ports.js";
import {
  memoryApiTokenReader,
  memoryPeopleReader,
  memoryProviderReader,
  memorySessionReader,
} from "./account-readers.js";
import { memoryAgentReader } from "./agent-reader.js";
import { memoryApprovalReader } from "./approval-reader.js";
import { memoryAuditReader } from "./audit-reader.js";
import { memoryChangeFeed } from "./change-feed.js";
import { commit } from "./commit.js";
import { claim, retake } from "./claim.js";
import { memoryConfigurationReader } from "./configuration-reader.js";
import { memoryEnrolmentReader } from "./enrolment-reader.js";
import { memoryGroupReader } from "./group-reader.js";
import { memoryHubLeases } from "./hub-leases.js";
import { emptyState, reach, type MemoryState } from "./memory-state.js";
import { memoryPolicyReader } from "./policy-reader.js";
import { memoryRetention } from "./retention.js";
import { memoryRolloutReader } from "./rollout-reader.js";
import { memorySealedRows, memorySecretReader } from "./secret-reader.js";
import { memoryTelemetryReader } from "./telemetry-reader.js";

/** Lines of the change log that are kept. */
export const MEMORY_CHANGES_MAX = 10_000;

export interface MemoryStorageOptions {
  /**
   * Makes the store's keys, once per name. The default is the same for every store, which keeps tests
   * repeatable and hides nothing: give real randomness where hashes must reveal nothing.
   */
  readonly makeKey?: (name: StoreKeyName) => Uint8Array;
  /** Default {@link MEMORY_CHANGES_MAX}. */
  readonly changesMax?: number;
  /** The store's own clock, by which leases of hubs run out. Default: one that stands still. */
  readonly clock?: Clock;
}

/** Everything of one hub in memory: complete, and gone with the process. */
export interface MemoryStorage extends FleetStorage {
  /** For tests: while false, every call rejects with `StoreUnavailable`. */
  setAvailable(available: boolean): void;
}

/** A storage that implements every port over one set of maps. It passes the suite of `./contract`. */
export function createMemoryStorage(options: MemoryStorageOptions = {}): MemoryStorage {
  const state = emptyState();
  return {
    store: memoryFleetStore(state, options),
    agents: memoryAgentReader(state),
    configurations: memoryConfigurationReader(state),
    policies: memoryPolicyReader(state),
    groups: memoryGroupReader(state),
    rollouts: memoryRolloutReader(state),
    approvals: memoryApprovalReader(state),
    telemetry: memoryTelemetryReader(state),
    secrets: memorySecretReader(state),
    sealed: memorySealedRows(state),
    people: memoryPeopleReader(state),
    sessions: memorySessionReader(state),
    apiTokens: memoryApiTokenReader(state),
    providers: memoryProviderReader(state),
    enrolment: memoryEnrolmentReader(state),
    audit: memoryAuditReader(state),
    feed: memoryChangeFeed(state),
    leases: memoryHubLeases(state, options.clock ?? { now: () => 0 }),
    retention: memoryRetention(state),
    setAvailable(available) {
      state.available = available;
    },
  };
}

const repeatableKey = (name: string) =>
  Uint8Array.from({ length: 32 }, (_, index) => name.charCodeAt(index % name.length));

function memoryFleetStore(state: MemoryState, options: MemoryStorageOptions): FleetStore {
  const changesMax = options.changesMax ?? MEMORY_CHANGES_MAX;
  const makeKey = options.makeKey ?? repeatableKey;
  const keys = new Map<string, Uint8Array>();
  return {
    commit: (changes) => reach(state, () => commit(state, changes, changesMax)),
    claim: (owner, arrivals) => reach(state, () => claim(state, owner, arrivals)),
    retake: (owner, returns) => reach(state, () => retake(state, owner, returns)),
    agentById: (id) => reach(state, () => state.agents.get(id) ?? null),
    body: (digest) => reach(state, () => state.bodies.get(digest) ?? null),
    missingBodies: (digests, at) =>
      reach(state, () => {
        const there = digests.filter((digest) => state.bodies.has(digest));
        for (const digest of there) state.bodiesKeptAt.set(digest, at);
        return digests.filter((digest) => !state.bodies.has(digest));
      }),
    secretKey: (name) =>
      reach(state, () => {
        const key = keys.get(name) ?? makeKey(name);
        keys.set(name, key);
        return key.slice();
      }),
    async close() {
      state.closed = true;
    },
  };
}
