// What every arm in Node is told over standard input, one word a line, and answers with one line of JSON.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { monitorEventLoopDelay } from "node:perf_hooks";

/** Often enough to see 60 ms, seldom enough to cost nothing. */
const RESOLUTION_MS = 5;

/** `words` are the arm's own, each a function without arguments. Ends the process when the input ends. */
export function serveControl(words) {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const all = {
    gc() {
      globalThis.gc?.();
      globalThis.gc?.();
      return {};
    },
    "watch-loop"() {
      delays.reset();
      delays.enable();
      return {};
    },
    loop() {
      delays.disable();
      const ms = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
      return { p99: ms(delays.percentile(99)), max: ms(delays.max) };
    },
    ...words,
  };
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (word) => {
    const work = all[word] ?? (() => ({ unknown: word }));
    Promise.resolve(work()).then(say, (error) => say({ failed: String(error?.stack ?? error) }));
  });
  lines.on("close", () => process.exit(0));
  say({ ready: true });
}

export function readOffer(path) {
  return Buffer.from(JSON.parse(readFileSync(path, "utf8")).offer, "base64");
}

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
