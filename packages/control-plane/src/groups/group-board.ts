import type { GroupRecord } from "../model.js";
import type { FleetStore, GroupReader } from "../ports.js";
import { type GroupSet, groupSet } from "./group-set.js";

/** Groups as read last, so that nobody asks the store about them for one agent. Rejects while the store is away. */
export interface GroupBoard {
  all(): Promise<GroupSet>;
  /** Null where no group has this name. */
  get(name: string): Promise<GroupRecord | null>;
  /** A group was written: they are read again when somebody asks. */
  forget(): void;
}

/** Reads once and remembers until it is told to forget. */
export function createGroupBoard(reader: Pick<GroupReader, "list">): GroupBoard {
  let known: Promise<GroupSet> | null = null;
  const all = (): Promise<GroupSet> => {
    if (known !== null) return known;
    const reading = reader.list().then(groupSet);
    known = reading;
    reading.catch(() => {
      if (known === reading) known = null;
    });
    return reading;
  };
  return {
    all,
    get: async (name) => (await all()).get(name)?.record ?? null,
    forget() {
      known = null;
    },
  };
}

/** A set that is not stored, for what would be. */
export function boardOf(groups: GroupSet): GroupBoard {
  return {
    all: () => Promise.resolve(groups),
    get: (name) => Promise.resolve(groups.get(name)?.record ?? null),
    forget() {},
  };
}

/** The same store; what this hub commits about groups is known to its board before anybody acts on it. */
export function noticingGroups(store: FleetStore, board: Pick<GroupBoard, "forget">): FleetStore {
  return {
    claim: (owner, arrivals) => store.claim(owner, arrivals),
    retake: (owner, returns) => store.retake(owner, returns),
    agentById: (id) => store.agentById(id),
    body: (digest) => store.body(digest),
    missingBodies: (digests, at) => store.missingBodies(digests, at),
    secretKey: (name) => store.secretKey(name),
    close: () => store.close(),
    async commit(changes) {
      const result = await store.commit(changes);
      const isAbout = changes.writes.some(
        ({ kind }) => kind === "add-group" || kind === "set-group" || kind === "remove-group",
      );
      if (isAbout) board.forget();
      return result;
    },
  };
}
