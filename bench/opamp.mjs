// The library and the hub beside opamp-go and a plain server on ws and protobuf-es, in one run. See README.md.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findPostgres, openPostgres } from "./measuring/postgres.mjs";
import { Arm } from "./opamp/arms.mjs";
import { buildPrograms } from "./opamp/build.mjs";
import { writeFixtures } from "./opamp/fixtures.mjs";
import { measureSteady } from "./opamp/measures/steady.mjs";
import { measureDurable } from "./opamp/measures/durable.mjs";
import { measureFleet } from "./opamp/measures/fleet.mjs";
import { randomFrom } from "./opamp/numbers.mjs";
import { watchOthers } from "./opamp/others.mjs";
import { canPin, pinned, pinSelf } from "./opamp/pinned.mjs";
import { evidenceOf, tableOf } from "./opamp/table.mjs";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "P1,P3,P4,P5,P5b,P6,P7" },
    arms: { type: "string", default: "A,H,G,N" },
    storms: { type: "string", default: "2" },
    "naive-agents": { type: "string", default: "2000" },
    passes: { type: "string", default: "2" },
    pushes: { type: "string", default: "7" },
    rounds: { type: "string", default: "21" },
    agents: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    nice: { type: "string", default: "0" },
    profile: { type: "string" },
  },
});

const arms = values.arms.split(",");
const only = new Set(values.only.split(","));
const folder = mkdtempSync(join(tmpdir(), "fleethub-bench-"));
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
    rounds: Number(values.rounds),
    storms: Number(values.storms),
    naiveAgents: Number(values["naive-agents"]),
    passes: Number(values.passes),
    pushes: Number(values.pushes),
    agents: Number(values.agents),
    random: randomFrom(Number(values.seed)),
    store,
    watchOthers: (arms) => watchOthers(arms, store?.pid),
    /** Starts an arm; the hub gets an empty database where there is a PostgreSQL, else it embeds one. */
    async start(name, databaseUrl) {
      const isEmpty = name === "H" && store !== null && databaseUrl === undefined;
      return Arm.start(name, {
        programs,
        fixtures,
        seed: Number(values.seed),
        nice: Number(values.nice),
        profile: values.profile,
        databaseUrl: isEmpty ? await store.createDatabase() : databaseUrl,
      });
    },
  };
  const records = [];
  const has = (...names) => names.some((name) => only.has(name));
  if (has("P1", "P4")) records.push(...(await measureSteady(run)));
  if (has("P3", "P5", "P6", "P7")) records.push(...(await measureFleet(run)));
  if (has("P5b")) records.push(...(await measureDurable(run)));
  console.log(
    `Node ${process.version}, ${programs.version}, opamp-go ${programs.opampGo}, ${cpus()[0]?.model}, ${cpus().length} cores, ` +
      `${canPin ? "servers on one, load on the other" : "not pinned"}, seed ${values.seed}\n`,
  );
  console.log(
    `Bytes: ${Object.entries(sizes)
      .map(([name, size]) => `${name} ${size}`)
      .join(", ")}\n`,
  );
  console.log(`${tableOf(records, run.arms)}\n\n${evidenceOf(records)}`);
} finally {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
}
