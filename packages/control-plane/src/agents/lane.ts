/** Something that is done in order: the end of what is under way, null while idle. */
export interface Lane {
  tail: Promise<void> | null;
}

/**
 * Runs `step` after everything that was handed over before. While the lane is idle it runs at once, and a step that
 * needs no waiting answers without a promise: the path of a quiet heartbeat.
 */
export function inOrder<T>(lane: Lane, step: () => T | Promise<T>): T | Promise<T> {
  if (lane.tail === null) {
    const result = step();
    return result instanceof Promise ? occupy(lane, result) : result;
  }
  return occupy(lane, lane.tail.then(step));
}

function occupy<T>(lane: Lane, result: Promise<T>): Promise<T> {
  const tail = result
    .then(
      () => {},
      () => {},
    )
    .then(() => {
      if (lane.tail === tail) lane.tail = null;
    });
  lane.tail = tail;
  return result;
}
