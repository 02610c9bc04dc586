import { parseArgs } from "node:util";
import { FrameMaker } from "./frames.js";
import { HubWitness } from "./hub-witness.js";
import { traffic } from "./hub-traffic.js";
import { SeededRandom } from "./random.js";

// `tsx hub-main.ts --url ws://127.0.0.1:4320/v1/opamp --pid PID --frames N --seed S [--from I]`: sends frames to a
// hub that runs, and ends with 1 when another agent waits too long, or the hub is gone or grows.

const FRAMES_PER_BATCH = 100;
const AT_ONCE = 6;

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "ws://127.0.0.1:4320/v1/opamp" },
    pid: { type: "string", default: "0" },
    frames: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const seed = Number(values.seed);
const end = Number(values.from) + Number(values.frames);
const { hostname: host, port } = new URL(values.url);
const maker = new FrameMaker(seed);
const witness = new HubWitness(values.url, Number(values.pid));
const startedAt = performance.now();
let next = Number(values.from);
let failure: string | undefined;

async function work(): Promise<void> {
  while (next < end && failure === undefined && witness.complaint === undefined) {
    const from = next;
    const frames = Math.min(FRAMES_PER_BATCH, end - from);
    next += frames;
    try {
      const random = new SeededRandom(seed + from, 4);
      await traffic({ host, port: Number(port) }, { maker, from, frames, random });
    } catch (error) {
      failure ??= `index ${from}: ${String(error)}`;
    }
  }
}

await witness.start();
await Promise.all(Array.from({ length: AT_ONCE }, work));
const { heartbeats, slowestMs, memoryMibBefore, memoryMib, complaint } = await witness.stop();
const seconds = Math.round((performance.now() - startedAt) / 1000);
say(
  `server: ${next - Number(values.from)} frames of seed ${seed} in ${seconds} s; another agent's ${heartbeats} ` +
    `heartbeats answered within ${Math.round(slowestMs)} ms; ${memoryMibBefore} MiB before, ${memoryMib} at most`,
);
if (failure !== undefined || complaint !== undefined) {
  say(`server: ${failure ?? complaint}, near index ${next}`);
  say(`again: npm run fuzz -- --only server --seed ${seed} --frames ${values.frames}`);
  process.exit(1);
}
process.exit(0);
