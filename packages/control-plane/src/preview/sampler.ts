import type { AgentRecord } from "../model.js";
import { type AgentSample, PREVIEW_UIDS_MAX } from "./preview.js";

/** Counts agents and remembers who the first are. */
export class Sampler {
  #agents = 0;
  readonly #uids: string[] = [];

  add({ instanceUid }: Pick<AgentRecord, "instanceUid">): this {
    this.#agents += 1;
    if (this.#uids.length < PREVIEW_UIDS_MAX) this.#uids.push(instanceUid);
    return this;
  }

  get agents(): number {
    return this.#agents;
  }

  get sample(): AgentSample {
    return { agents: this.#agents, uids: this.#uids };
  }
}

/** The entry under this key, made where there is none. */
export function entryOf<K, V>(entries: Map<K, V>, key: K, make: () => V): V {
  const known = entries.get(key);
  if (known !== undefined) return known;
  const made = make();
  entries.set(key, made);
  return made;
}
