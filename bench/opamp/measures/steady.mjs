// P1 and P4: what a heartbeat and a full report cost with three thousand agents that have reported.
import { checkSamples } from "../fixtures.mjs";
import { shuffled } from "../numbers.mjs";
import { checkClean } from "../checks.mjs";

const STEADY_AGENTS = 3_000;
const BURST_MS = 600;
const CONNECT_WINDOW = 64;
/** Until what is compiled while it runs has been. */
const WARM_UP_ROUNDS = 3;
const KINDS = {
  P1: { window: 64, reports: false },
  P4: { window: 32, reports: true },
};

/** Records of `{measure, arm, costUs, loadShare, others}`; arms alternate in random order. */
export async function measureSteady(run) {
  const { rounds, only, random, watchOthers } = run;
  const agents = Math.min(run.agents, STEADY_AGENTS);
  const arms = [];
  const records = [];
  try {
    for (const name of run.arms) {
      const arm = await run.start(name);
      arms.push(arm);
      checkSamples(await arm.samples());
      const connected = await arm.play({
        do: "connect",
        count: agents,
        window: CONNECT_WINDOW,
        accepts: true,
        reports: true,
      });
      checkClean(arm, connected, agents);
      await checkKept(arm, agents);
    }
    for (const [measure, { window, reports }] of Object.entries(KINDS)) {
      if (!only.has(measure)) continue;
      const count = measure === "P1" ? rounds : Math.ceil((rounds * 9) / 21);
      for (let round = -WARM_UP_ROUNDS; round < count; round += 1) {
        for (const arm of shuffled(arms, random)) {
          const others = watchOthers(arms);
          const played = await arm.play({
            do: "saturate",
            ms: BURST_MS,
            count: agents,
            window,
            reports,
          });
          checkClean(arm, played, agents);
          if (round < 0) continue;
          records.push({
            measure,
            arm: arm.name,
            costUs: (1_000 * played.serverMs) / played.counts.replied,
            loadShare: played.loadShare,
            others: others(),
          });
        }
      }
    }
  } finally {
    for (const arm of arms) await arm.end();
  }
  return records;
}

async function checkKept(arm, agents) {
  if (arm.name === "H") return;
  const { agents: known, whole } = await arm.ask("state");
  if (known !== agents || whole !== agents)
    throw new Error(`Arm ${arm.name} keeps ${whole} of ${agents} agents whole.`);
}
