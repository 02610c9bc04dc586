import { beforeEach, describe, expect, it } from "vitest";
import { sampleAgent } from "../contract/samples.js";
import { GOOD, OTHER } from "../testing/configs.js";
import { FleetAgent, make, uidOfAgent } from "../testing/fleet.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";

const TEXT = GOOD.replace("debug: {}", "debug:\n        verbosity: ${fleethub:LEVEL}");
const LEVEL = { name: "LEVEL", type: "text", default: "basic" } as const;
const withLevel = (level: string) => TEXT.replace("${fleethub:LEVEL}", level);
const MINUTE = 60_000;

/** Two groups: `blue` by label runs the text with a value, `green` takes the rest and runs another. */
describe("moves", () => {
  let hub: TestHub;
  let agents: FleetAgent[];

  const agent = async (index: number) => {
    const found = await hub.storage.agents.get(uidOfAgent(index), CALL.scope);
    if (found === null) throw new Error("The agent is not there.");
    return found;
  };
  const run = async (ms: number) => {
    for (const end = hub.time.now() + ms; hub.time.now() < end; ) {
      for (const each of agents) await each.turn(hub.time.now());
      await hub.time.pass(Math.min(5000, end - hub.time.now()));
    }
  };
  const uids = (indices: readonly number[]) => indices.map(uidOfAgent);
  const bulkLabel = (indices: readonly number[], input: object) =>
    hub.plane.run("bulk", CALL, { uids: uids(indices), verb: "label", input });
  const running = () => agents.map(({ runs }) => runs);
  const rollout = async () => {
    const page = await hub.plane.rollouts.list({}, { limit: 1, cursor: null });
    const [newest] = page.items;
    if (newest === undefined) throw new Error("There is no rollout.");
    return newest;
  };
  const blue = { name: "blue", query: "label.colour:blue", configuration: "blue" };
  const plan = { waves: [{ count: 1 }], soakMs: MINUTE, gates: [] };

  beforeEach(async () => {
    hub = await openHub();
    await make(hub.plane.run("create-configuration", CALL, { name: "blue" }));
    const content = { name: "blue", content: TEXT, variables: [LEVEL] };
    await make(hub.plane.run("create-revision", CALL, content));
    await make(hub.plane.run("create-configuration", CALL, { name: "green" }));
    await make(hub.plane.run("create-revision", CALL, { name: "green", content: OTHER }));
    await make(hub.plane.run("create-group", CALL, { ...blue, plan }));
    const green = { name: "green", query: "", configuration: "green", plan };
    await make(hub.plane.run("create-group", CALL, green));
    agents = Array.from({ length: 4 }, (_, index) => new FleetAgent(hub, index, () => "applies"));
    for (const each of agents) await each.come();
    for (let turns = 0; turns < 200 && running().includes(""); turns += 1) await run(5000);
    await run(2 * MINUTE);
    expect(running()).toEqual([OTHER, OTHER, OTHER, OTHER]);
  });

  it("of one agent happen with the commit", async () => {
    const input = { uid: uidOfAgent(0), labels: { colour: "blue" } };
    const done = await make(hub.plane.run("label", CALL, input));
    expect(done.value).toEqual({ uid: uidOfAgent(0), changed: true });
    expect(await agent(0)).toMatchObject({
      group: "blue",
      assignment: null,
      projection: { configuration: "blue", revision: 1 },
    });
    await run(MINUTE);
    expect(running()).toEqual([withLevel("basic"), OTHER, OTHER, OTHER]);
  });

  it("of more agents than the direct limit become a rollout, and everyone stays until his wave", async () => {
    const done = await make(bulkLabel([0, 1, 2], { labels: { colour: "blue" } }));
    expect(done.value).toMatchObject({ done: 3, rollout: { kind: "move", members: 3, number: 1 } });
    expect(await agent(2)).toMatchObject({
      group: "blue",
      labels: { colour: "blue" },
      assignment: { rollout: 1, group: "blue", revision: { configuration: "green", revision: 1 } },
      projection: { configuration: "green", revision: 1, sync: "in-sync" },
    });
    await run(20_000);
    expect(running().filter((text) => text === withLevel("basic"))).toHaveLength(1);
    await run(10 * MINUTE);
    expect(running()).toEqual([...Array<string>(3).fill(withLevel("basic")), OTHER]);
    expect(await rollout()).toMatchObject({ phase: "complete", live: false });
    expect((await hub.storage.groups.get("blue"))?.stable).toMatchObject({ rollout: 1 });
  });

  it("of values keep those that the agents had, wave by wave", async () => {
    await make(bulkLabel([0], { labels: { colour: "blue" } }));
    await make(bulkLabel([1], { labels: { colour: "blue" } }));
    await run(2 * MINUTE);
    const done = await make(bulkLabel([0, 1], { variables: { LEVEL: "normal" } }));
    expect(done.value.rollout).toMatchObject({ kind: "move", members: 2 });
    expect((await agent(0)).assignment).toMatchObject({ variables: {} });
    await run(20_000);
    expect(running().filter((text) => text === withLevel("normal"))).toHaveLength(1);
    expect(running().filter((text) => text === withLevel("basic"))).toHaveLength(1);
    await run(10 * MINUTE);
    expect(running().slice(0, 2)).toEqual([withLevel("normal"), withLevel("normal")]);
  });

  it("that were stopped leave everyone where he is, and a value given alone still arrives", async () => {
    await make(bulkLabel([0], { labels: { colour: "blue" } }));
    await make(bulkLabel([1], { labels: { colour: "blue" } }));
    await run(2 * MINUTE);
    await make(bulkLabel([0, 1], { variables: { LEVEL: "normal" } }));
    const { id } = await rollout();
    await make(hub.plane.run("abort-rollout", CALL, { rollout: id }));
    await run(2 * MINUTE);
    const basic = running().indexOf(withLevel("basic"));
    expect(basic).toBeGreaterThanOrEqual(0);
    const variables = { LEVEL: "detailed" };
    await make(hub.plane.run("label", CALL, { uid: uidOfAgent(basic), variables }));
    await run(MINUTE);
    expect(running()[basic]).toBe(withLevel("detailed"));
  });

  it("are refused where a rollout is under way in the group that they come to", async () => {
    await make(bulkLabel([0, 1], { labels: { colour: "blue" } }));
    const refused = await bulkLabel([2, 3], { labels: { colour: "blue" } });
    expect(refused).toMatchObject({ code: "rollout-live", resource: { kind: "rollout" } });
    expect(await agent(2)).toMatchObject({ group: "green", labels: {} });
    const one = await make(bulkLabel([2], { labels: { colour: "blue" } }));
    expect(one.value.rollout).toBeUndefined();
  });

  it("are refused where others stand on what an earlier rollout left them with", async () => {
    await make(bulkLabel([0, 1], { labels: { colour: "blue" } }));
    await make(hub.plane.run("abort-rollout", CALL, { rollout: (await rollout()).id }));
    await run(MINUTE);
    expect(await bulkLabel([2, 3], { labels: { colour: "blue" } })).toMatchObject({
      code: "rollout-stands",
      resource: { kind: "group", id: "blue" },
    });
  });

  it("by another selector become a rollout too, as does the removal of a group", async () => {
    const changed = await make(hub.plane.run("change-group", CALL, { ...blue, query: "os:linux" }));
    expect(changed.value).toMatchObject({ moved: 4, changed: 4, rollout: { members: 4 } });
    await run(15 * MINUTE);
    expect(new Set(running())).toEqual(new Set([withLevel("basic")]));
    const removed = await make(hub.plane.run("remove-group", CALL, { name: "blue" }));
    expect(removed.value).toMatchObject({ moved: 4, changed: 4, rollout: { number: 2 } });
    await run(15 * MINUTE);
    expect(new Set(running())).toEqual(new Set([OTHER]));
    expect(await agent(0)).toMatchObject({ group: "green" });
  });

  it("count nobody who goes on running the same, and none that is pinned", async () => {
    const pin = { uid: uidOfAgent(0), configuration: "green", revision: 1 };
    await make(hub.plane.run("pin", CALL, pin));
    await run(MINUTE);
    const same = { name: "same", query: "os:linux", configuration: "green", position: 1 };
    const made = await make(hub.plane.run("create-group", CALL, same));
    expect(made.value).toMatchObject({ moved: 4, changed: 0, rollout: null });
    const label = await make(bulkLabel([0, 1], { variables: { LEVEL: "normal" } }));
    expect(label.value.rollout).toBeUndefined();
  });

  it("are judged by the labels that the agent gets", async () => {
    const policy = {
      name: "no-debug",
      title: "Nothing is written to the console",
      rule: { kind: "component-forbidden", components: ["exporter:debug"] },
      scope: "label.colour:blue",
      severity: "block",
    } as const;
    await make(hub.plane.run("create-policy", CALL, policy));
    const refused = await hub.plane.run("label", CALL, {
      uid: uidOfAgent(0),
      labels: { colour: "blue" },
      variables: { LEVEL: "normal" },
    });
    expect(refused).toMatchObject({ code: "policy-broken", resource: { id: "no-debug" } });
    expect(await agent(0)).toMatchObject({ group: "green", labels: {}, variables: {} });
  });

  it("let others have their turn, however many agents they are about", async () => {
    const many = Array.from({ length: 450 }, () => sampleAgent({ labels: { colour: "red" } }));
    await hub.storage.store.commit({
      writes: many.map((each) => ({ kind: "add-agent", agent: each })),
    });
    const red = { name: "red", query: "label.colour:red", position: 1 };
    let isDone = false;
    const under = make(hub.plane.run("create-group", CALL, red)).finally(() => {
      isDone = true;
    });
    let turns = 0;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    expect((await under).value).toMatchObject({ moved: 450, rollout: null });
    expect(turns).toBeGreaterThan(4);
  });

  it("end what the old group assigned", async () => {
    await make(bulkLabel([0, 1], { labels: { colour: "blue" } }));
    await make(bulkLabel([1], { labels: { colour: null } }));
    expect(await agent(1)).toMatchObject({ group: "green", assignment: null });
    await make(bulkLabel([1], { labels: { colour: "blue" } }));
    expect(await agent(1)).toMatchObject({ group: "blue", assignment: null });
  });

  describe("to a group by name", () => {
    const move = (index: number, group: string) =>
      hub.plane.run("move-to-group", CALL, { uid: uidOfAgent(index), group });
    const create = (name: string, query: string, position?: number) =>
      make(
        hub.plane.run("create-group", CALL, {
          name,
          query,
          ...(position === undefined ? {} : { position }),
        }),
      );

    it("set the labels that its selector names, and take none away", async () => {
      await make(bulkLabel([0], { labels: { site: "berlin" } }));
      await make(move(0, "blue"));
      expect(await agent(0)).toMatchObject({
        group: "blue",
        labels: { site: "berlin", colour: "blue" },
      });
      expect((await make(move(0, "blue"))).value.changed).toBe(false);
    });

    it("of many agents go as one", async () => {
      const request = {
        uids: uids([0, 1, 2]),
        verb: "move-to-group",
        input: { group: "blue" },
      } as const;
      const done = await make(hub.plane.run("bulk", CALL, request));
      expect(done.value).toMatchObject({ done: 3, rollout: { title: "3 agents to blue" } });
    });

    const refusals: readonly [string, string, number | undefined, string][] = [
      ["names no label", "os:windows", 1, "names no label with one exact value"],
      ["has a wildcard", "label.a:1 label.b:x*", 1, "label.b:x* names no exact value"],
      ["has several values", "label.a:1 label.b:x,y", 1, "label.b:x,y names several values"],
      ["asks for more than labels", "label.a:1 os:windows", 1, "does not match os:windows"],
      ["forbids a label", "label.a:1 -label.site:berlin", 1, "-label.site:berlin does not hold"],
      ["contradicts itself", "label.a:1 label.a:2", 1, "names a twice"],
      [
        "is below one that takes the agent",
        "label.a:1",
        undefined,
        "The group green, which is above",
      ],
    ];

    it.each(refusals)("are refused where the selector %s", async (_what, query, position, why) => {
      await make(bulkLabel([0], { labels: { site: "berlin" } }));
      await create("target", query, position);
      const refused = await move(0, "target");
      expect(refused).toMatchObject({
        code: "nothing-to-do",
        resource: { kind: "group", id: "target" },
        detail: expect.stringContaining(why),
      });
    });

    it("are refused where no group has the name", async () => {
      expect(await move(0, "nope")).toMatchObject({
        code: "not-found",
        resource: { kind: "group", id: "nope" },
      });
    });
  });
});
