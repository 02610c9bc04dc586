// The library and the hub beside opamp-go and a plain server on ws and protobuf-es, in one run. See README.md.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findPostgres, openPostgres } from "./measuring/postgres.mjs";
import { Arm } from "./opamp/arms.mjs";
import { buildPrograms } from "./opamp/build.mjs";
import { writeFixtures } from "./opamp/fixtures.mjs";
import { measureDurable } from "./opamp/measures/durable.mjs";
import { measureFleet } from "./opamp/measures/fleet.mjs";
import { measureSteady } from "./opamp/measures/steady.mjs";
import { median, randomFrom } from "./opamp/numbers.mjs";
import { watchOthers } from "./opamp/others.mjs";
import { writePage } from "./opamp/page.mjs";
import { canPin, pinned, pinSelf } from "./opamp/pinned.mjs";
import { evidenceOf, tableOf } from "./opamp/table.mjs";

/** How often each thing is done, and with how many agents; each is an option. */
const SIZES = {
  usual: { agents: 10_000, "plain-agents": 5_000, rounds: 21, passes: 2, pushes: 7, storms: 2 },
  short: { agents: 5_000, "plain-agents": 1_000, rounds: 7, passes: 1, pushes: 3, storms: 1 },
};
/** Below this many cores that others took, the machine counts as quiet. */
const QUIET_CORES = 0.1;

const number = { type: "string" };
const { values } = parseArgs({
  options: {
    only: { type: "string", default: "P1,P3,P4,P5,P5b,P6,P7" },
    arms: { type: "string", default: "A,H,G,N" },
    short: { type: "boolean", default: false },
    ...Object.fromEntries(Object.keys(SIZES.usual).map((name) => [name, number])),
    seed: { type: "string", default: "1" },
    nice: { type: "string", default: "0" },
    profile: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const preset = values.short ? SIZES.short : SIZES.usual;
const size = (name) => Number(values[name] ?? preset[name]);
const arms = values.arms.split(",");
const only = new Set(values.only.split(","));
const has = (...names) => names.some((name) => only.has(name));

const folder = mkdtempSync(join(tmpdir(), "fleethub-bench-"));
const startedAt = performance.now();
let store = null;
try {
  const programs = buildPrograms();
  const fixtures = join(folder, "fixtures.json");
  const sizes = writeFixtures(fixtures);
  pinSelf();
  if (findPostgres() !== null && (arms.includes("H") || only.has("P5b")))
    store = await openPostgres((command) => pinned("anywhere", command));
  const run = {
    arms,
    only,
    store,
    agents: size("agents"),
    plainAgents: size("plain-agents"),
    rounds: size("rounds"),
    passes: size("passes"),
    pushes: size("pushes"),
    storms: size("storms"),
    random: randomFrom(Number(values.seed)),
    watchOthers: (watched) => watchOthers(watched, store?.pid),
    /** Starts an arm; the hub gets an empty database where there is a PostgreSQL, else it embeds one. */
    async start(name, databaseUrl) {
      const isWithout = name === "H" && store !== null && databaseUrl === undefined;
      return Arm.start(name, {
        programs,
        fixtures,
        seed: Number(values.seed),
        nice: Number(values.nice),
        profile: values.profile,
        databaseUrl: isWithout ? await store.createDatabase() : databaseUrl,
      });
    },
  };
  const records = [];
  if (has("P1", "P4")) records.push(...(await measureSteady(run)));
  if (has("P3", "P5", "P6", "P7")) records.push(...(await measureFleet(run)));
  if (has("P5b")) records.push(...(await measureDurable(run)));
  const asked = records.filter(({ measure }) => only.has(measure));
  const text = `${headOf(programs, sizes, asked)}\n\n${tableOf(asked, arms)}\n\n${evidenceOf(asked)}`;
  console.log(text);
  if (values.write) writePage(text);
} finally {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
}

function headOf({ version, opampGo }, sizes, records) {
  const command = ["node bench/opamp.mjs", ...process.argv.slice(2)].join(" ");
  const others = median(records.map((each) => each.others));
  const quiet =
    others < QUIET_CORES
      ? "a quiet machine"
      : "not a quiet machine: times on the wall are upper bounds, and processor times move by 10 to 30 %";
  const bytes = Object.entries(sizes).map(([name, each]) => `${name} ${each}`);
  return [
    `${new Date().toISOString().slice(0, 10)}, \`${command}\`, ${Math.ceil((performance.now() - startedAt) / 60_000)} minutes.`,
    `Node ${process.version}, ${version}, opamp-go ${opampGo}, ${store?.version ?? "no PostgreSQL"}; ${cpus().length} cores, ${cpus()[0]?.model}.`,
    `${size("agents").toLocaleString("en")} agents (P1 and P4: at most 3,000; P5b plain: ${size("plain-agents").toLocaleString("en")}).`,
    `Servers ${canPin ? "on one core, load on the other" : "and load not pinned"}; others took ${others.toFixed(2)} cores (median): ${quiet}.`,
    `Bytes: ${bytes.join(", ")}.`,
  ].join("\n");
}
