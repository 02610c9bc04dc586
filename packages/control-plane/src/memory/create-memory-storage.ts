import type { AgentId } from "@fleethub/fleet";
import type { Claim, FleetStorage, FleetStore } from "../ports.js";
import { memoryAgentReader } from "./agent-reader.js";
import { memoryAuditReader } from "./audit-reader.js";
import { memoryChangeFeed } from "./change-feed.js";
import { commit } from "./commit.js";
import { memoryConfigurationReader } from "./configuration-reader.js";
import { emptyState, reach, type MemoryState } from "./memory-state.js";

/** Lines of the change log that are kept. */
export const MEMORY_CHANGES_MAX = 10_000;

export interface MemoryStorageOptions {
  /**
   * Makes the store's keys, once per name. The default is the same for every store, which keeps tests
   * repeatable and hides nothing: give real randomness where hashes must reveal nothing.
   */
  readonly makeKey?: (name: "config-hash" | "audit") => Uint8Array;
  /** Default {@link MEMORY_CHANGES_MAX}. */
  readonly changesMax?: number;
}

/** Everything of one hub in memory: complete, and gone with the process. */
export interface MemoryStorage extends FleetStorage {
  /** For tests: while false, every call rejects with `StoreUnavailable`. */
  setAvailable(available: boolean): void;
  /** For tests: drops the change log up to and including `sequence`. */
  trimChangeLog(sequence: number): void;
}

/** A storage that implements every port over one set of maps. It passes the suite of `./contract`. */
export function createMemoryStorage(options: MemoryStorageOptions = {}): MemoryStorage {
  const state = emptyState();
  return {
    store: memoryFleetStore(state, options),
    agents: memoryAgentReader(state),
    configurations: memoryConfigurationReader(state),
    audit: memoryAuditReader(state),
    feed: memoryChangeFeed(state),
    setAvailable(available) {
      state.available = available;
    },
    trimChangeLog(sequence) {
      state.changes = state.changes.filter((change) => change.sequence > sequence);
    },
  };
}

const repeatableKey = (name: string) =>
  Uint8Array.from({ length: 32 }, (_, index) => name.charCodeAt(index % name.length));

function memoryFleetStore(state: MemoryState, options: MemoryStorageOptions): FleetStore {
  const changesMax = options.changesMax ?? MEMORY_CHANGES_MAX;
  const makeKey = options.makeKey ?? repeatableKey;
  const keys = new Map<string, Uint8Array>();
  const agent = (id: AgentId | undefined) =>
    id === undefined ? null : (state.agents.get(id) ?? null);
  return {
    commit: (changes) => reach(state, () => commit(state, changes, changesMax)),
    agentByUid: (uid) => reach(state, () => agent(state.uids.get(uid))),
    agentById: (id) => reach(state, () => agent(id)),
    claim: (id, owner, link) =>
      reach(state, (): Claim | null => {
        const found = agent(id);
        if (found === null) return null;
        const epoch = found.epoch + 1;
        state.agents.set(id, { ...found, ...link, owner, epoch });
        return { owner, epoch };
      }),
    body: (digest) => reach(state, () => state.bodies.get(digest) ?? null),
    missingBodies: (digests) =>
      reach(state, () => digests.filter((digest) => !state.bodies.has(digest))),
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
