import { expect, it } from "vitest";
import { GOOD } from "../testing/configs.js";
import { make, openFleet } from "../testing/fleet.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import { detailOf, PLAIN_PLAN, reaches, start } from "../testing/rollout-fleet.js";

const level = (word: string) =>
  `service:\n    telemetry:\n        logs:\n            level: ${word}\n`;

async function fragment({ plane }: TestHub, name: string, ...texts: readonly string[]) {
  await make(plane.run("create-configuration", CALL, { name, kind: "fragment" }));
  for (const content of texts) await make(plane.run("create-revision", CALL, { name, content }));
}

it("releases a fragment to everyone who stands on it, from what is stable there", async () => {
  const fleet = await openFleet(await openHub(), 4);
  const { plane } = fleet.hub;
  await fragment(fleet.hub, "base", level("warn"), level("error"));
  const layers = [{ configuration: "base", revision: 1 }];
  await make(plane.run("create-revision", CALL, { name: "edge", content: GOOD, layers }));
  await reaches(fleet, await start(fleet, 2), "complete");
  // A draft that is not released has no part in it.
  await make(plane.run("create-revision", CALL, { name: "edge", content: GOOD }));

  const input = { fragment: "base", revision: 2, plan: PLAIN_PLAN };
  const preview = await plane.preview("rebase-fragment", CALL, input);
  expect(preview).toMatchObject({
    agents: 4,
    inRollout: 4,
    changes: [{ from: { revision: 2 }, to: { revision: 4 }, agents: 4 }],
    restarts: { now: { agents: 4 } },
    rollout: { kind: "rebase", members: 4 },
  });
  expect(await plane.configurations.revision("edge", 4)).toBeNull();

  const { value } = await make(plane.run("rebase-fragment", CALL, input));
  await reaches(fleet, value.rollout.id, "complete");
  for (const { runs } of fleet.agents) expect(runs).toContain("level: error");
  const made = await plane.configurations.revision("edge", 4);
  expect(made).toMatchObject({ source: GOOD, layers: [{ configuration: "base", revision: 2 }] });
  const { record } = await detailOf(fleet, value.rollout.id);
  expect(record).toMatchObject({ kind: "rebase", title: "base r1 to r2 in edge" });

  const again = await plane.run("rebase-fragment", CALL, input);
  expect(again).toMatchObject({ code: "nothing-to-do" });
  const complete = await plane.run("rebase-fragment", CALL, { fragment: "edge", revision: 1 });
  expect(complete).toMatchObject({ code: "invalid", errors: [{ pointer: "/fragment" }] });
});

it("restarts nothing where the fragment means the same", async () => {
  const fleet = await openFleet(await openHub(), 3);
  const { plane } = fleet.hub;
  await fragment(fleet.hub, "base", level("warn"), `# Quieter.\n${level("warn")}`);
  const layers = [{ configuration: "base", revision: 1 }];
  await make(plane.run("create-revision", CALL, { name: "edge", content: GOOD, layers }));
  await reaches(fleet, await start(fleet, 2), "complete");
  const offered = fleet.agents.map((agent) => agent.offered.length);
  const input = { fragment: "base", revision: 2, plan: PLAIN_PLAN };
  const { value } = await make(plane.run("rebase-fragment", CALL, input));
  expect(value).toMatchObject({ unchanged: 3 });
  await reaches(fleet, value.rollout.id, "complete");
  expect(fleet.agents.map((agent) => agent.offered.length)).toEqual(offered);
  expect((await fleet.hub.storage.groups.get("edge"))?.stable?.revision).toBe(3);
});
