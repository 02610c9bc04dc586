// The library and the hub beside opamp-go and a plain server on ws and protobuf-es, in one run. See README.md.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildPrograms } from "./opamp/build.mjs";
import { writeFixtures } from "./opamp/fixtures.mjs";
import { measureSteady } from "./opamp/measures/steady.mjs";
import { measureFleet } from "./opamp/measures/fleet.mjs";
import { randomFrom } from "./opamp/numbers.mjs";
import { watchOthers } from "./opamp/others.mjs";
import { canPin, pinSelf } from "./opamp/pinned.mjs";
import { evidenceOf, tableOf } from "./opamp/table.mjs";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "P1,P3,P4,P5,P6,P7" },
    arms: { type: "string", default: "A,G,N" },
    passes: { type: "string", default: "2" },
    pushes: { type: "string", default: "7" },
    rounds: { type: "string", default: "21" },
    agents: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    nice: { type: "string", default: "0" },
    profile: { type: "string" },
  },
});

const folder = mkdtempSync(join(tmpdir(), "fleethub-bench-"));
try {
  const programs = buildPrograms();
  const fixtures = join(folder, "fixtures.json");
  const sizes = writeFixtures(fixtures);
  pinSelf();
  const run = {
    arms: values.arms.split(","),
    only: new Set(values.only.split(",")),
    rounds: Number(values.rounds),
    passes: Number(values.passes),
    pushes: Number(values.pushes),
    agents: Number(values.agents),
    random: randomFrom(Number(values.seed)),
    watchOthers,
    startOptions: () => ({
      programs,
      fixtures,
      seed: Number(values.seed),
      nice: Number(values.nice),
      profile: values.profile,
    }),
  };
  const records = [];
  const has = (...names) => names.some((name) => run.only.has(name));
  if (has("P1", "P4")) records.push(...(await measureSteady(run)));
  if (has("P3", "P5", "P6", "P7")) records.push(...(await measureFleet(run)));
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
  rmSync(folder, { recursive: true, force: true });
}
