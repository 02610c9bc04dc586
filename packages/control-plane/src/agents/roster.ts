import type { AgentId } from "@fleethub/fleet";
import type { LiveAgent } from "./live-agent.js";

/** The agents in this process: by id, and by every UID that is theirs, was theirs or was given to them. */
export class Roster {
  readonly #byId = new Map<AgentId, LiveAgent>();
  readonly #byUid = new Map<string, LiveAgent>();

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

  add(live: LiveAgent): void {
    this.#byId.set(live.id, live);
    for (const uid of [live.state.instanceUid, ...live.record.formerUids]) {
      this.#byUid.set(uid, live);
    }
  }

  /** A report under this UID will be this agent's. */
  expect(uid: string, live: LiveAgent): void {
    this.#byUid.set(uid, live);
  }

  remove(live: LiveAgent): void {
    if (this.#byId.get(live.id) !== live) return;
    this.#byId.delete(live.id);
    for (const [uid, holder] of this.#byUid) if (holder === live) this.#byUid.delete(uid);
  }
}
