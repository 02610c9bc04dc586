// Whole rollouts over simulated fleets: is harm stopped in time, and do harmless changes complete? See README.md.
import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { tsImport } from "tsx/esm/api";

/** Fleets as large as these, evenly over orders of magnitude. */
const SIZES = { from: 20, to: 2_000 };
const CAUGHT_LEAST = 0.95;
const COMPLETE_LEAST = 0.99;
/** The gates were chosen on seeds below this one. */
const SEED = 11_000_000;

const simulation = (file) =>
  tsImport(`../packages/fleet/src/testing/simulation/${file}`, import.meta.url);

if (isMainThread) await main();
else await work();

async function main() {
  const [count = 500, seed = SEED] = process.argv.slice(2).map(Number);
  const { STATED, STATED_AGENTS, STATED_REACH } = await simulation("change.ts");
  const measures = Object.keys(STATED);
  const tasks = Array.from({ length: count }, (_, at) => [
    { kind: measures[at % measures.length], seed: seed + at },
    { kind: "harmless", seed: seed + count + at },
  ]).flat();
  const trials = await runAll(tasks);

  const harmful = trials.filter(({ kind }) => kind !== "harmless");
  const harmless = trials.filter(({ kind }) => kind === "harmless");
  console.log(
    `${count} harmful and ${count} harmless rollouts over fleets of ${SIZES.from} to ${SIZES.to} agents, seeds ${seed} to ${seed + 2 * count - 1}\n`,
  );
  console.log(
    `Stopped in time: before ${STATED_REACH * 100} % of the members, or ${STATED_AGENTS} agents where that is more, were reached.\n`,
  );
  console.log(
    "| harm | hits at least | by | fleets from | rollouts | stopped in time | stopped | by its own gate | reached, median | reached, worst tenth |",
  );
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const measure of measures)
    row(
      measure,
      STATED[measure],
      harmful.filter(({ kind }) => kind === measure),
    );
  row("all", null, harmful);

  const alarms = harmless.filter(({ end }) => end.outcome !== "complete");
  console.log(
    `\nHarmless: ${harmless.length - alarms.length} of ${harmless.length} completed (${percent(1 - alarms.length / harmless.length)}), median ${median(harmless.map(({ end }) => end.minutes))} minutes.`,
  );
  for (const { seed, end } of alarms)
    console.log(`- seed ${seed}, ${end.agents} agents, ${end.outcome} by ${end.by}: ${end.words}`);
  const late = harmful.filter(({ isAsStated }) => !isAsStated);
  if (late.length > 0) console.log("\nNot stopped in time:");
  for (const { seed, kind, change, end } of late)
    console.log(
      `- seed ${seed}, ${kind}: ${end.agents} agents, ${percent(change.hit)} hit by ${change.size.toPrecision(2)}; ${end.outcome} after ${end.reached}`,
    );

  const caught = 1 - late.length / harmful.length;
  const completed = 1 - alarms.length / harmless.length;
  const isHeld = caught >= CAUGHT_LEAST && completed >= COMPLETE_LEAST;
  console.log(
    `\n${isHeld ? "Held" : "MISSED"}: ${percent(caught)} stopped in time (at least ${percent(CAUGHT_LEAST)}), ${percent(completed)} completed (at least ${percent(COMPLETE_LEAST)})`,
  );
  process.exitCode = isHeld ? 0 : 1;
}

function row(name, effect, trials) {
  const stopped = trials.filter(({ end }) => end.outcome === "stopped");
  const own = stopped.filter(({ kind, end }) => end.by === kind);
  const shares = trials.map(({ end }) => end.reached / end.agents).sort((a, b) => a - b);
  const cells = [
    name,
    effect === null ? "" : percent(effect.hit),
    effect === null || effect.size[1] === effect.size[0] ? "" : String(effect.size[0]),
    effect === null ? "" : (effect.fleet ?? SIZES.from),
    trials.length,
    percent(trials.filter(({ isAsStated }) => isAsStated).length / trials.length),
    percent(stopped.length / trials.length),
    own.length,
    percent(shares[shares.length >> 1] ?? 0),
    percent(shares[Math.floor(shares.length * 0.9)] ?? 0),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

/** Every worker takes the next task when it has done one. */
async function runAll(tasks) {
  const done = [];
  let next = 0;
  const workers = Math.min(availableParallelism(), tasks.length);
  await Promise.all(
    Array.from({ length: workers }, () => {
      const worker = new Worker(new URL(import.meta.url), { workerData: SIZES });
      return new Promise((resolve, reject) => {
        const give = () => worker.postMessage(tasks[next++] ?? null, []);
        worker.on("message", (result) => {
          if (result !== null && done.push(result) % 100 === 0)
            console.error(`${done.length} of ${tasks.length}`);
          give();
        });
        worker.on("error", reject);
        worker.on("exit", resolve);
      });
    }),
  );
  return done.sort((a, b) => a.seed - b.seed);
}

async function work() {
  const { trial } = await simulation("trial.ts");
  parentPort.on("message", (task) => {
    if (task === null) parentPort.close();
    else
      parentPort.postMessage({ kind: task.kind, ...trial(task.kind, task.seed, workerData) }, []);
  });
  parentPort.postMessage(null, []);
}

function percent(share) {
  return `${Number((share * 100).toFixed(1))} %`;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
