// P5b: a storm of a whole fleet, until PostgreSQL has what every agent reported.
import postgres from "postgres";
import { pause } from "../../measuring/ports.mjs";
import { checkClean } from "../checks.mjs";
import { shuffled } from "../numbers.mjs";

const STORM_WINDOW = 256;
const LOOK_EVERY_MS = 50;
const DURABLE_LIMIT_MS = 300_000;

/** Of how many agents the tables hold everything that a full report says. */
const COUNTS = {
  H: "select count(*)::int as n from agents where effective_digest is not null and component_set is not null and health = 'healthy'",
  N: "select count(*)::int as n from agents where effective_config is not null and components is not null and health is not null",
};

/** Records of `{measure, arm, agents, costUs, wallMs, loopP99Ms, peakMb}`, from empty tables each. */
export async function measureDurable(run) {
  if (run.store === null) {
    console.error("P5b is left out: there is no PostgreSQL here");
    return [];
  }
  const records = [];
  const names = run.arms.filter((name) => name in COUNTS);
  for (let round = 1; round <= run.storms; round += 1) {
    for (const name of shuffled(names, run.random)) records.push(await storm(run, name));
  }
  return records;
}

async function storm(run, name) {
  const agents = name === "N" ? run.plainAgents : run.agents;
  const url = await run.store.createDatabase();
  const sql = postgres(url, { max: 1 });
  const arm = await run.start(name, url);
  try {
    const others = run.watchOthers([arm]);
    await arm.ask("watch-loop");
    const before = arm.costs().server;
    const startedAt = performance.now();
    let peakKb = 0;
    const seen = { answered: false, durable: 0 };
    const command = { do: "connect", count: agents, window: STORM_WINDOW };
    const stormed = arm.play({ ...command, accepts: true, reports: true }).then((result) => {
      seen.answered = true;
      checkClean(arm, result, agents);
      return result;
    });
    while (seen.durable < agents || !seen.answered) {
      if (performance.now() - startedAt > DURABLE_LIMIT_MS)
        throw new Error(`Arm ${name}: ${seen.durable} of ${agents} agents stored in time.`);
      await pause(LOOK_EVERY_MS);
      peakKb = Math.max(peakKb, arm.residentKb());
      seen.durable = (await sql.unsafe(COUNTS[name]))[0].n;
    }
    const wallMs = performance.now() - startedAt;
    const { loadShare } = await stormed;
    return {
      measure: "P5b",
      arm: name,
      agents,
      costUs: (1_000 * (arm.costs().server - before)) / agents,
      wallUs: (1_000 * wallMs) / agents,
      loopP99Ms: (await arm.ask("loop")).p99,
      peakMb: peakKb / 1_024,
      loadShare,
      others: others(),
    };
  } finally {
    await arm.end();
    await sql.end({ timeout: 1 });
  }
}
