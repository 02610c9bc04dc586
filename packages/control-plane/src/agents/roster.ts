import type { AgentId } from "@fleethub/fleet";
import type { LiveAgent } from "./live-agent.js";

/** The agents in this process: by id, and by every UID that is theirs, was theirs or was given to them. */
export class Roster {
  readonly #byId = new Map<AgentId, LiveAgent>();
  readonly #byUid = new Map<string, LiveAgent>();
  /** The UIDs under which each was entered. */
  readonly #uids = new Map<LiveAgent, string[]>();

  get size(): number {
    return this.#byId.size;
  }

  all(): IterableIterator<LiveAgent> {
    return this.#byId.values();
  }

  byId(id: AgentId): LiveAgent | undefined {
    return this.#byId.get(id);
  }

  byUid(uid: string): LiveAgent | undefined {
    return this.#byUid.get(uid);
  }

  /** Members of this group, as their records were read last. */
  ofGroup(group: string): readonly LiveAgent[] {
    return [...this.#byId.values()].filter(({ record }) => record.group === group);
  }

  add(live: LiveAgent): void {
    this.#byId.set(live.id, live);
    for (const uid of [live.state.instanceUid, ...live.record.formerUids]) this.expect(uid, live);
  }

  /** A report under this UID will be this agent's. */
  expect(uid: string, live: LiveAgent): void {
    if (this.#byUid.get(uid) === live) return;
    this.#byUid.set(uid, live);
    const uids = this.#uids.get(live);
    if (uids === undefined) this.#uids.set(live, [uid]);
    else uids.push(uid);
  }

  remove(live: LiveAgent): void {
    if (this.#byId.get(live.id) !== live) return;
    this.#byId.delete(live.id);
    for (const uid of this.#uids.get(live) ?? []) {
      if (this.#byUid.get(uid) === live) this.#byUid.delete(uid);
    }
    this.#uids.delete(live);
  }
}
