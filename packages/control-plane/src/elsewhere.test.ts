import { expect, test } from "vitest";
import { createMemoryStorage } from "./memory/index.js";
import { GOOD, OTHER } from "./testing/configs.js";
import { FakeTime, settle } from "./testing/fake-time.js";
import { CALL, openHub } from "./testing/open-hub.js";
import { effectiveOf, offersIn, ScriptedSupervisor } from "./testing/supervisor.js";

const UID = "01a2053c-fb76-7ae3-b633-75cb1b5400bf";

test.each([
  ["runs what was wanted", GOOD, { sync: "in-sync", verified: "effective" }],
  ["has drifted", OTHER, { sync: "drifted" }],
])(
  "an agent that %s is shown alike by every hub, and after its hub is gone",
  async (_what, runs, expected) => {
    const time = new FakeTime();
    const storage = createMemoryStorage({ clock: time });
    const [one, two] = [
      await openHub({ storage, time }),
      await openHub({ storage, time, hubId: "hub-2" }),
    ];
    const supervisor = new ScriptedSupervisor(one, UID);
    await supervisor.hello(effectiveOf("", UID));
    await supervisor.components();
    await one.plane.run("create-configuration", CALL, { name: "edge" });
    await one.plane.run("create-revision", CALL, { name: "edge", content: GOOD });
    await one.plane.run("pin", CALL, { uid: UID, configuration: "edge", revision: 1 });
    await settle();
    const hash = offersIn(supervisor.inbox).at(-1)?.configHash;
    if (hash === undefined) throw new Error("Nothing was offered.");
    await supervisor.status("applying", hash);
    await supervisor.runs(runs);
    await time.pass(5_000);
    await supervisor.status("applied", hash);
    await time.pass(2_000);
    const here = await one.plane.agentView(UID, CALL.scope);
    expect(here).toMatchObject(expected);
    const shown = {
      ...expected,
      reason: here?.reason,
      config: { effective: here?.config.effective },
    };
    expect(await two.plane.agentView(UID, CALL.scope)).toMatchObject(shown);
    await one.plane.drain();
    expect(await two.plane.agentView(UID, CALL.scope)).toMatchObject(shown);
  },
);
