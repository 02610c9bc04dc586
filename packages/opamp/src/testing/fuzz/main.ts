import { setImmediate } from "node:timers/promises";
import { parseArgs } from "node:util";
import { toHex } from "../hex.js";
import { type Target, fuzz } from "./run.js";

// `tsx main.ts --frames N --seed S [--from I] [--only codec|connection]`: ends with 1 at the first finding.

const say = (line: string) => process.stdout.write(`${line}\n`);
const { values } = parseArgs({
  options: {
    frames: { type: "string", default: "200000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    only: { type: "string" },
  },
});
const seed = Number(values.seed);
const frames = Number(values.frames);
const targets: readonly Target[] = ["codec", "connection"];
let unhandled = 0;
process.on("unhandledRejection", (error) => {
  unhandled += 1;
  say(`unhandled rejection ${String(error)}`);
});

for (const target of targets) {
  if (values.only !== undefined && values.only !== target) continue;
  const startedAt = performance.now();
  const { found, ...run } = fuzz({
    target,
    seed,
    frames,
    from: Number(values.from),
    now: () => performance.now(),
    progress: (count) => {
      if (count % 1_000_000 === 0) say(`${target}: ${count} frames`);
    },
  });
  // One turn of the loop, so that a rejection nobody handles is seen.
  await setImmediate();
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const memoryMib = Math.round(process.memoryUsage.rss() / 1024 / 1024);
  const slowest = `slowest ${Math.round(run.slowestMs)} ms, ${memoryMib} MiB`;
  const verdicts = target === "codec" ? `, ${JSON.stringify(run.verdicts)}` : "";
  say(`${target}: ${run.frames} frames of seed ${seed} in ${seconds} s, ${slowest}${verdicts}`);
  if (found !== undefined) {
    say(found.error instanceof Error ? (found.error.stack ?? "") : String(found.error));
    say(
      `${target}: seed ${seed}, index ${found.index}, frame ${toHex(found.frame)}\n` +
        `again: npm run fuzz -- --only ${target} --seed ${seed} --from ${found.index} --frames 1`,
    );
    process.exit(1);
  }
}
if (unhandled > 0) process.exit(1);
