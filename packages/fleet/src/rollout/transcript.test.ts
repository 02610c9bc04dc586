import { expect, test } from "vitest";
import { GATE, MINUTE, START } from "../testing/rollout-scene.js";
import { type MemberPlan, RolloutWorld } from "../testing/rollout-world.js";
import { type PartialRolloutSpec, rolloutSpec } from "./spec/rollout-spec.js";
import type { Fate } from "../testing/rollout-member.js";

/** What a rollout says of itself while it goes, with minutes since its start. */
function transcript(
  spec: PartialRolloutSpec,
  fates: readonly (readonly [wave: number, fate: Fate])[],
  steer: (world: RolloutWorld, minute: number) => void = () => {},
): readonly string[] {
  const lines: string[] = [];
  let said = "";
  const members = fates.map(([wave, fate]): MemberPlan => ({ wave, fate, isAway: false }));
  const world = new RolloutWorld(
    rolloutSpec({ waves: [{ count: 1 }, { count: 3 }], gates: [GATE] }, spec),
    members,
    ({ plan, now }) => {
      const minute = ((now - START) / MINUTE).toFixed(1).padStart(4);
      for (const { kind, agent, text } of plan.events) {
        lines.push(`${minute} ${kind}${agent === null ? "" : ` ${agent}`}: ${text}`);
      }
      if (plan.phase !== said) lines.push(`${minute} = ${plan.phase}: ${plan.sentence}`);
      said = plan.phase;
    },
  );
  world.look();
  for (let minute = 0; minute < 60 && !world.isOver; minute++) {
    world.wait(MINUTE);
    steer(world, minute);
  }
  return lines;
}

test("a good change goes through wave by wave", () => {
  const good = [
    [0, "good"],
    [1, "good"],
    [1, "runs-it"],
    [1, "good"],
    [2, "good"],
  ] as const;
  expect(transcript({ soakMs: 2 * MINUTE }, good)).toMatchInlineSnapshot(`
    [
      " 0.0 wave-opened: Canary began: 1 agent.",
      " 0.0 = rolling: Canary: 0 of 1 settled.",
      " 2.0 soak-began: 1 of 1 settled in the canary, watched for 2 min.",
      " 2.0 = soaking: Canary is watched until 23 Nov 2026, 08:04 UTC: 1 of 1 settled.",
      " 4.0 wave-passed: Canary passed: 1 of 1 settled. Nothing spoke against it in 1 gate.",
      " 4.0 wave-opened: Wave 2 began: 3 agents.",
      " 4.0 = rolling: Wave 2 of 3: 0 of 3 settled.",
      " 6.0 soak-began: 3 of 3 settled in wave 2, watched for 2 min.",
      " 6.0 = soaking: Wave 2 is watched until 23 Nov 2026, 08:08 UTC: 3 of 3 settled.",
      " 8.0 wave-passed: Wave 2 passed: 3 of 3 settled. Nothing spoke against it in 1 gate.",
      " 8.0 wave-opened: Wave 3 began: 1 agent.",
      " 8.0 = rolling: Wave 3 of 3: 0 of 1 settled.",
      "10.0 soak-began: 1 of 1 settled in wave 3, watched for 2 min.",
      "10.0 = soaking: Wave 3 is watched until 23 Nov 2026, 08:12 UTC: 1 of 1 settled.",
      "12.0 wave-passed: Wave 3 passed: 1 of 1 settled. Nothing spoke against it in 1 gate.",
      "12.0 complete: 5 of 5 agents settled. The revision is stable now.",
      "12.0 = complete: Complete: 5 of 5 settled.",
    ]
  `);
});

test("a change that fails stops at the canary, and comes back", () => {
  const bad = [
    [0, "fails"],
    [1, "fails"],
    [1, "fails"],
  ] as const;
  expect(transcript({ onBreach: "roll-back" }, bad)).toMatchInlineSnapshot(`
    [
      " 0.0 wave-opened: Canary began: 1 agent.",
      " 0.0 = rolling: Canary: 0 of 1 settled.",
      " 1.0 member-failed agent-0: exit code 1",
      " 1.0 rolling-back: The only agent of the canary that could be reached failed: exit code 1. Everyone who moved goes back.",
      " 1.0 = rolling-back: Rolling back: The only agent of the canary that could be reached failed: exit code 1.",
      " 1.3 rolled-back: Everyone who moved is back: 1 agent.",
      " 1.3 = rolled-back: Rolled back. 1 of 1 agent is back.",
    ]
  `);
});

test("a failure that is one agent's own is accepted, and the rest goes on", () => {
  const mixed = [
    [0, "good"],
    [1, "fails"],
    [1, "hangs"],
    [1, "good"],
    [2, "good"],
  ] as const;
  const lines = transcript({ soakMs: MINUTE }, mixed, (world) => {
    if (world.status.paused !== null) world.ask("resume");
  });
  expect(lines).toMatchInlineSnapshot(`
    [
      " 0.0 wave-opened: Canary began: 1 agent.",
      " 0.0 = rolling: Canary: 0 of 1 settled.",
      " 2.0 soak-began: 1 of 1 settled in the canary, watched for 1 min.",
      " 2.0 = soaking: Canary is watched until 23 Nov 2026, 08:03 UTC: 1 of 1 settled.",
      " 3.0 wave-passed: Canary passed: 1 of 1 settled. Nothing spoke against it in 1 gate.",
      " 3.0 wave-opened: Wave 2 began: 3 agents.",
      " 3.0 = rolling: Wave 2 of 3: 0 of 3 settled.",
      " 4.0 member-failed agent-1: exit code 1",
      " 8.3 member-failed agent-2: It was offered the revision and did not settle within 5 min.",
      " 8.3 paused: 2 of 4 failed (50 %), the limit is 5 %. Nobody new is assigned.",
      " 8.3 = paused: Paused: 2 of 4 failed (50 %), the limit is 5 %.",
      " 9.0 resumed: Resumed by ada. The failures of 2 agents are accepted.",
      " 9.0 = rolling: Wave 2 of 3: 1 of 3 settled, 1 in flight, 1 failed.",
      "14.0 soak-began: 1 of 3 settled in wave 2, watched for 1 min.",
      "14.0 = soaking: Wave 2 is watched until 23 Nov 2026, 08:15 UTC: 1 of 3 settled, 2 failed.",
      "15.0 wave-passed: Wave 2 passed: 1 of 3 settled. Nothing spoke against it in 1 gate.",
      "15.0 wave-opened: Wave 3 began: 1 agent.",
      "15.0 = rolling: Wave 3 of 3: 0 of 1 settled.",
      "17.0 soak-began: 1 of 1 settled in wave 3, watched for 1 min.",
      "17.0 = soaking: Wave 3 is watched until 23 Nov 2026, 08:18 UTC: 1 of 1 settled.",
      "18.0 wave-passed: Wave 3 passed: 1 of 1 settled. Nothing spoke against it in 1 gate.",
      "18.0 complete: 3 of 5 agents settled. 2 failed. The revision is stable now.",
      "18.0 = complete: Complete: 3 of 5 settled, 2 failed.",
    ]
  `);
});

test("a window that closes while the wave is under way holds the next", () => {
  const window = {
    timeZone: "UTC",
    open: [{ days: ["mon" as const], from: "08:00", to: "08:03" }],
  };
  const lines = transcript({ soakMs: MINUTE, window, gates: [] }, [
    [0, "good"],
    [1, "good"],
  ]);
  expect(lines).toMatchInlineSnapshot(`
    [
      " 0.0 wave-opened: Canary began: 1 agent.",
      " 0.0 = rolling: Canary: 0 of 1 settled.",
      " 2.0 soak-began: 1 of 1 settled in the canary, watched for 1 min.",
      " 2.0 = soaking: Canary is watched until 23 Nov 2026, 08:03 UTC: 1 of 1 settled.",
      " 3.0 window-closed: The maintenance window is closed until 30 Nov 2026, 08:00 UTC. Nobody new is assigned; those in flight finish.",
      " 3.0 wave-passed: Canary passed: 1 of 1 settled. No gate could be judged; its agents are there and well.",
      " 3.0 = waiting: The maintenance window is closed until 30 Nov 2026, 08:00 UTC.",
    ]
  `);
});
