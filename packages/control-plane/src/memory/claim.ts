import type { AgentRecord } from "../model.js";
import type { Arrival, Return } from "../ports.js";
import type { MemoryState } from "./memory-state.js";

/** Takes each of these agents once, however often it is named. */
export function claim(
  state: MemoryState,
  owner: string,
  arrivals: readonly Arrival[],
): readonly (AgentRecord | null)[] {
  const ids = arrivals.map(({ uid }) => state.uids.get(uid));
  const claimed = new Map(arrivals.map((arrival, index) => [ids[index], arrival]));
  for (const [id, { transport, remoteAddress }] of claimed) {
    const found = id === undefined ? undefined : state.agents.get(id);
    if (found === undefined) continue;
    const epoch = found.epoch + 1;
    state.agents.set(found.id, { ...found, transport, remoteAddress, owner, epoch });
  }
  return ids.map((id) => (id === undefined ? null : (state.agents.get(id) ?? null)));
}

/** Takes those of these agents that this hub still holds. */
export function retake(
  state: MemoryState,
  owner: string,
  returns: readonly Return[],
): readonly boolean[] {
  return returns.map(({ id, epoch, transport, remoteAddress }) => {
    const found = state.agents.get(id);
    if (found === undefined || found.owner !== owner || found.epoch !== epoch) return false;
    state.agents.set(id, { ...found, transport, remoteAddress, epoch: epoch + 1 });
    return true;
  });
}
