/** Rewrites one element from the present moment. */
type Write = (now: number) => void;

const writers = new Set<Write>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls `write` once a second, all of a page by one timer. Returns what ends it. */
export function everySecond(write: Write): () => void {
  writers.add(write);
  timer ??= setInterval(() => {
    const now = Date.now();
    for (const each of writers) each(now);
  }, 1000);
  return () => {
    writers.delete(write);
    if (writers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
