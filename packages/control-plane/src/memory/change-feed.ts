import type { ChangeFeed } from "../ports.js";
import { reach, type MemoryState } from "./memory-state.js";

export function memoryChangeFeed(state: MemoryState): ChangeFeed {
  return {
    read: (after, limit) =>
      reach(state, () => {
        const oldest = state.changes[0]?.sequence ?? state.sequence + 1;
        if (after < oldest - 1 || after > state.sequence) return null;
        return state.changes.filter((change) => change.sequence > after).slice(0, limit);
      }),
    latest: () => reach(state, () => state.sequence),
    subscribe(listener) {
      state.listeners.add(listener);
      return () => {
        state.listeners.delete(listener);
      };
    },
  };
}
