// P3, P5a, P6 and P7: what a large fleet keeps, costs when it arrives at once, and feels while it is told something.
import { checkClean } from "../checks.mjs";
import { shuffled, slope } from "../numbers.mjs";

/** How many agents of a storm are between their connect and the answer to their report. */
const STORM_WINDOW = 256;
const HEARTBEATS = 3;
const OTHERS = { count: 1_000, rate: 400 };
/** Sizes of the fleets that the slope of memory goes through, as shares of the largest. */
const SHARES = [0.1, 0.5, 1];

/** Records of all four measures, `passes` fresh servers of each size and `pushes` pushes to the last of them. */
export async function measureFleet(run) {
  const { only, passes } = run;
  const records = [];
  const shares = only.has("P3") ? SHARES : [1];
  for (let pass = 1; pass <= passes; pass += 1) {
    const points = new Map(run.arms.map((name) => [name, []]));
    const large = [];
    try {
      for (const share of shares) {
        for (const name of shuffled(run.arms, run.random)) {
          const arm = await run.start(name);
          large.push(arm);
          const agents = Math.round(run.agents * share);
          const storm = await arrive(run, arm, agents);
          points.get(name).push([agents, arm.residentKb()]);
          if (share === 1) records.push(storm);
          if (share < 1 || pass < passes) {
            await arm.end();
            large.pop();
          }
        }
      }
      for (const [arm, each] of only.has("P3") ? points : [])
        records.push({
          measure: "P3",
          arm,
          slopeKb: slope(each),
          wholeMb: each.at(-1)[1] / 1_024,
          others: 0,
        });
      if (only.has("P6") && pass === passes) records.push(...(await pushes(run, large)));
    } finally {
      for (const arm of large) await arm.end();
    }
  }
  return records;
}

/** The storm; afterwards everybody has sent three heartbeats and garbage is collected. */
async function arrive({ watchOthers }, arm, agents) {
  const others = watchOthers([arm]);
  const stormed = await arm.play({
    do: "connect",
    count: agents,
    window: STORM_WINDOW,
    accepts: true,
    reports: true,
  });
  checkClean(arm, stormed, agents);
  const record = {
    measure: "P5",
    arm: arm.name,
    costUs: (1_000 * stormed.serverMs) / agents,
    wallMs: stormed.wallMs,
    loadShare: stormed.loadShare,
    others: others(),
  };
  for (let count = 0; count < HEARTBEATS; count += 1)
    checkClean(arm, await arm.play({ do: "each", count: agents, window: 64 }), agents);
  await arm.ask("gc");
  return record;
}

async function pushes({ agents, pushes, random, watchOthers }, arms) {
  const records = [];
  const all = agents + OTHERS.count;
  for (const arm of arms) {
    const command = { first: agents, count: OTHERS.count, window: 64, reports: true };
    checkClean(arm, await arm.play({ do: "connect", accepts: false, ...command }), all);
  }
  // The first push of each arm warms up and does not count.
  for (let round = 0; round <= pushes; round += 1) {
    for (const arm of shuffled(arms, random)) {
      const others = watchOthers(arms);
      const pushed = await arm.play(
        { do: "push", first: agents, ...OTHERS },
        {
          async meanwhile(mark) {
            mark();
            const { pushed: count } = await arm.ask("offer");
            if (count !== agents)
              throw new Error(`Arm ${arm.name} pushed to ${count} of ${agents} agents.`);
          },
        },
      );
      checkClean(arm, pushed, all);
      if (round === 0) continue;
      const { serverMs, loadShare, heartbeat, pushMs } = pushed;
      const common = { arm: arm.name, loadShare, others: others() };
      records.push({
        measure: "P6",
        ...common,
        costUs: (1_000 * serverMs) / agents,
        wallMs: pushMs,
      });
      records.push({ measure: "P7", ...common, p99Ms: heartbeat.p99 });
    }
  }
  return records;
}
