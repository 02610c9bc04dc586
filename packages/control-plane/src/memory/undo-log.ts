/** Remembers how to take back what was written, so that a change set lands whole or not at all. */
export interface UndoLog {
  set<K, V>(map: Map<K, V>, key: K, value: V): void;
  remove<K, V>(map: Map<K, V>, key: K): void;
  /** Another step that takes something back. */
  later(step: () => void): void;
  rollBack(): void;
}

export function createUndoLog(): UndoLog {
  const steps: (() => void)[] = [];
  const remember = <K, V>(map: Map<K, V>, key: K) => {
    const had = map.has(key);
    const before = map.get(key);
    steps.push(() => {
      if (had && before !== undefined) map.set(key, before);
      else map.delete(key);
    });
  };
  return {
    set(map, key, value) {
      remember(map, key);
      map.set(key, value);
    },
    remove(map, key) {
      remember(map, key);
      map.delete(key);
    },
    later(step) {
      steps.push(step);
    },
    rollBack() {
      for (const step of steps.reverse()) step();
    },
  };
}
