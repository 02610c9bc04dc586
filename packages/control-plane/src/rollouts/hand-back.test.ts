import { expect, it } from "vitest";
import { GOOD, OTHER } from "../testing/configs.js";
import { type Behaviour, Fleet, FleetAgent, make, revise } from "../testing/fleet.js";
import { CALL, openHub } from "../testing/open-hub.js";
import { effectiveOf } from "../testing/supervisor.js";
import {
  detailOf,
  membersOf,
  PLAIN_PLAN,
  reaches,
  running,
  steer,
} from "../testing/rollout-fleet.js";

const OWN = new Uint8Array(32).fill(7);

/** Collectors that run their own files in a group without a configuration, and revision 1 to be released to them. */
async function unmanaged(size: number, behaves: (config: string) => Behaviour = () => "applies") {
  const hub = await openHub();
  await make(hub.plane.run("create-configuration", CALL, { name: "edge" }));
  await revise(hub, GOOD);
  await make(hub.plane.run("create-group", CALL, { name: "edge", query: "type:otelcol-e2e" }));
  const agents = Array.from({ length: size }, (_, at) => new FleetAgent(hub, at, behaves));
  for (const agent of agents) agent.runs = effectiveOf("", agent.uid);
  return new Fleet(hub, agents);
}

async function release({ hub }: Fleet, revision = 1, more: object = {}): Promise<string> {
  const plan = { ...PLAIN_PLAN, waves: [{ percent: 100 }], ...more };
  const input = { group: "edge", configuration: "edge", revision, plan };
  return (await make(hub.plane.run("start-rollout", CALL, input))).value.rollout.id;
}

async function wanted({ hub }: Fleet, uid: string) {
  const found = await hub.plane.agentView(uid, CALL.scope);
  return found?.config.desired;
}

it("a first rollout that is rolled back hands everyone to his own files", async () => {
  const fleet = await unmanaged(3);
  for (const agent of fleet.agents) await agent.come();
  const id = await release(fleet);
  await fleet.until(async () => fleet.agents.every(({ runs }) => runs === GOOD));
  await fleet.run(30_000);
  const { goingBack } = await detailOf(fleet, id);
  expect(goingBack).toMatchObject({
    returns: [{ to: null, local: true, agents: 3, restarts: 3 }],
    alreadyBack: 0,
    words: "3 agents are handed back to their own files and restart once.",
  });
  await steer(fleet, "roll-back-rollout", id);
  await reaches(fleet, id, "rolled-back");
  expect(fleet.agents.map(({ runs, offered }) => [runs, offered])).toEqual(
    Array.from({ length: 3 }, () => ["", [GOOD, ""]]),
  );
  const { record } = await detailOf(fleet, id);
  expect(record.sentence).toBe(
    "Rolled back. 3 of 3 agents are back. 3 agents were handed back to their own files.",
  );
  expect((await membersOf(fleet, id)).map(({ step }) => step)).toEqual(
    Array.from({ length: 3 }, () => "returned"),
  );
  expect(await wanted(fleet, fleet.agents[0]?.uid ?? "")).toMatchObject({
    kind: "local",
    source: "assignment",
    rollout: 1,
    why: "Rollout 1 of edge handed it back to its own files.",
  });
  // The next one finds them on their own files, and gives those back too.
  const next = await release(fleet, await revise(fleet.hub, OTHER));
  await fleet.until(async () => fleet.agents.every(({ runs }) => runs === OTHER));
  await fleet.run(30_000);
  await steer(fleet, "roll-back-rollout", next);
  await reaches(fleet, next, "rolled-back");
  expect(fleet.agents.map(({ runs }) => runs)).toEqual(["", "", ""]);
});

it.each([50, 100, 250, 400, 5000])(
  "nobody keeps it that is rolled back %i ms after its start",
  async (ms) => {
    const fleet = await unmanaged(3);
    for (const agent of fleet.agents) await agent.come();
    const id = await release(fleet);
    await fleet.run(ms);
    await steer(fleet, "roll-back-rollout", id);
    await reaches(fleet, id, "rolled-back");
    await fleet.run(60_000);
    expect(running(fleet, GOOD)).toBe(0);
  },
);

it("one that came with a hash of its own keeps what it runs, and is counted so", async () => {
  const fleet = await unmanaged(2);
  const [guest, other] = fleet.agents;
  await guest?.come();
  await other?.come(OWN);
  const id = await release(fleet);
  await fleet.until(async () => fleet.agents.every(({ runs }) => runs === GOOD));
  await fleet.run(30_000);
  expect((await detailOf(fleet, id)).goingBack.words).toBe(
    "1 agent is handed back to its own files and restarts once. 1 agent has nothing to go back to and keeps what it runs.",
  );
  await steer(fleet, "roll-back-rollout", id);
  await reaches(fleet, id, "rolled-back");
  expect([guest?.runs, other?.runs]).toEqual(["", GOOD]);
  expect((await detailOf(fleet, id)).record.sentence).toBe(
    "Rolled back. 1 of 1 agent is back. 1 agent was handed back to its own files. 1 agent has nothing to go back to and keeps what it runs; pin it to what it should run.",
  );
});

it("one that kept a revision of the hub after its pin was lifted is not handed back", async () => {
  const fleet = await unmanaged(1);
  const [agent] = fleet.agents;
  await agent?.come();
  const pinned = { uid: agent?.uid ?? "", configuration: "edge", revision: 1 };
  await make(fleet.hub.plane.run("pin", CALL, pinned));
  await fleet.until(async () => agent?.runs === GOOD);
  await fleet.run(120_000);
  await make(fleet.hub.plane.run("unpin", CALL, { uid: pinned.uid }));
  const id = await release(fleet, await revise(fleet.hub, OTHER));
  await fleet.until(async () => agent?.runs === OTHER);
  await fleet.run(30_000);
  await steer(fleet, "roll-back-rollout", id);
  await reaches(fleet, id, "rolled-back");
  expect(agent?.runs).toBe(OTHER);
  expect((await detailOf(fleet, id)).goingBack.returns).toEqual([]);
});
