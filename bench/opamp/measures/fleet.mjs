// P3, P5a, P6 and P7: what a large fleet keeps, costs when it arrives at once, and feels while it is told something.
import { checkClean } from "../checks.mjs";
import { median, shuffled, slope } from "../numbers.mjs";

/** How many agents of a storm are between their connect and the answer to their report. */
const STORM_WINDOW = 256;
const HEARTBEATS = 3;
const OTHERS = { count: 1_000, rate: 400 };
/** The hub decides and stores for every agent; its pushes take as long as those of all others together. */
const HUB_PUSHES_MAX = 3;
/** Sizes of the fleets that the slope of memory goes through, as shares of the largest. */
const SHARES = [0.1, 0.5, 1];

/** Records of all four measures, `passes` fresh servers of each size and `pushes` pushes to the last of them. */
export async function measureFleet(run) {
  const { only, passes } = run;
  const records = [];
  const shares = only.has("P3") ? SHARES : [1];
  for (let pass = 1; pass <= passes; pass += 1) {
    const points = [];
    const staying = [];
    try {
      for (const share of shares) {
        for (const name of shuffled(run.arms, run.random)) {
          const arm = await run.start(name);
          staying.push(arm);
          const agents = Math.round(run.agents * share);
          const storm = await arrive(run, arm, agents);
          points.push({ ...storm, agents, kb: arm.residentKb() });
          if (share < 1 || pass < passes) await staying.pop().end();
        }
      }
      records.push(...points.filter(({ agents }) => agents === run.agents));
      if (only.has("P3")) records.push(...run.arms.map((name) => memoryOf(name, points)));
      if (only.has("P6") && pass === passes) records.push(...(await pushes(run, staying)));
    } finally {
      for (const arm of staying) await arm.end();
    }
  }
  return records;
}

function memoryOf(name, points) {
  const mine = points.filter(({ arm }) => arm === name);
  return {
    measure: "P3",
    arm: name,
    slopeKb: slope(mine.map(({ agents, kb }) => [agents, kb])),
    wholeMb: mine.at(-1).kb / 1_024,
    loadShare: Math.max(...mine.map(({ loadShare }) => loadShare)),
    others: median(mine.map(({ others }) => others)),
  };
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
      if (arm.name === "H" && round > HUB_PUSHES_MAX) continue;
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
