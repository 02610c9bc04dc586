import { beforeEach, describe, expect, it } from "vitest";
import { GOOD, OTHER } from "../testing/configs.js";
import { FleetAgent, make, uidOfAgent } from "../testing/fleet.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import type { CreateGroup } from "./requests.js";

describe("groups", () => {
  let hub: TestHub;

  const create = (group: CreateGroup) => hub.plane.run("create-group", CALL, group);
  const record = async (name: string) => {
    const found = await hub.storage.groups.get(name);
    if (found === null) throw new Error(`There is no group ${name}.`);
    return found;
  };
  const order = async () => (await hub.storage.groups.list()).map(({ name }) => name);
  const agent = async (index: number) => {
    const found = await hub.storage.agents.get(uidOfAgent(index), CALL.scope);
    if (found === null) throw new Error("The agent is not there.");
    return found;
  };
  const connect = async (count: number) => {
    const all = Array.from({ length: count }, (_, index) => {
      return new FleetAgent(hub, index, () => "applies");
    });
    for (const each of all) await each.come();
    await hub.time.pass(1000);
  };
  const label = (index: number, labels: Record<string, string | null>) =>
    make(hub.plane.run("label", CALL, { uid: uidOfAgent(index), labels }));

  beforeEach(async () => {
    hub = await openHub();
    await make(hub.plane.run("create-configuration", CALL, { name: "edge" }));
    await make(hub.plane.run("create-revision", CALL, { name: "edge", content: GOOD }));
    await make(hub.plane.run("create-revision", CALL, { name: "edge", content: OTHER }));
    await make(hub.plane.run("create-configuration", CALL, { name: "tls", kind: "fragment" }));
  });

  it("begins with the newest revision where no more members are there than the direct limit", async () => {
    await connect(1);
    const made = await make(
      create({ name: "edge", query: "type:otelcol-e2e", configuration: "edge" }),
    );
    expect(made.value).toMatchObject({ moved: 1, changed: 1, rollout: null, empty: false });
    expect(await record("edge")).toMatchObject({
      stable: { configuration: "edge", revision: 2, rollout: 0 },
      position: 1,
      version: 1,
    });
    expect(await agent(0)).toMatchObject({ group: "edge", projection: { revision: 2 } });
  });

  it("begins without a stable revision where more agents are there", async () => {
    await connect(2);
    const made = await make(
      create({ name: "edge", query: "type:otelcol-e2e", configuration: "edge" }),
    );
    expect(made.value).toMatchObject({ moved: 2, changed: 0, rollout: null });
    expect((await record("edge")).stable).toBeNull();
    expect(await agent(1)).toMatchObject({ group: "edge", projection: { revision: null } });
    const view = await hub.plane.agentView(uidOfAgent(0), CALL.scope);
    expect(view?.config.desired).toMatchObject({
      kind: "none",
      source: null,
      why: "Its group edge has no stable revision yet.",
    });
  });

  it("is made although it takes nobody, and says so", async () => {
    const made = await make(create({ name: "gpu", query: "label.gpu:yes" }));
    expect(made.value).toMatchObject({ empty: true, moved: 0, overlaps: [] });
  });

  it("stands where it is asked to, and those from there on move down", async () => {
    for (const name of ["one", "two", "three"]) {
      await make(create({ name, query: `label.name:${name}` }));
    }
    await make(create({ name: "first", query: "label.a:b", position: 1 }));
    expect(await order()).toEqual(["first", "one", "two", "three"]);
    expect((await record("one")).version).toBe(2);
    const moved = { name: "first", query: "label.a:b", position: 3 };
    await make(hub.plane.run("change-group", CALL, moved));
    expect(await order()).toEqual(["one", "two", "first", "three"]);
    await make(hub.plane.run("remove-group", CALL, { name: "one" }));
    expect(await order()).toEqual(["two", "first", "three"]);
    expect((await hub.storage.groups.list()).map(({ position }) => position)).toEqual([1, 2, 3]);
  });

  it("says whom groups above take although its selector matches them", async () => {
    await connect(3);
    await label(0, { env: "prod" });
    await make(create({ name: "prod", query: "label.env:prod" }));
    const made = await make(create({ name: "all", query: "" }));
    expect(made.value).toMatchObject({ moved: 2, overlaps: [{ group: "prod", agents: 1 }] });
    const { groups, none } = await hub.plane.groupViews.list(CALL.scope);
    expect(
      groups.map(({ record: { name }, agents, overlaps }) => [name, agents, overlaps]),
    ).toEqual([
      ["prod", 1, []],
      ["all", 2, [{ group: "prod", agents: 1 }]],
    ]);
    expect(none.agents).toBe(0);
    expect(groups[1]?.syncs).toEqual({ unmanaged: 2 });
  });

  it("is changed as a whole, but for its stable revision", async () => {
    await make(create({ name: "edge", query: "os:linux", configuration: "edge" }));
    const changed = { name: "edge", query: "os:linux", description: "At the edge" };
    const made = await make(hub.plane.run("change-group", CALL, { ...changed, ifVersion: 1 }));
    expect(made.value.group).toMatchObject({
      version: 2,
      configuration: null,
      description: "At the edge",
      stable: { configuration: "edge", revision: 2, rollout: 0 },
    });
    const again = await make(hub.plane.run("change-group", CALL, changed));
    expect(again.value.group.version).toBe(2);
    expect(await hub.plane.run("change-group", CALL, { ...changed, ifVersion: 1 })).toMatchObject({
      code: "stale-version",
      currentVersion: 2,
      resource: { kind: "group", id: "edge" },
    });
  });

  it("leaves agents running what they run when it is removed and no other takes them", async () => {
    await connect(1);
    await make(create({ name: "edge", query: "os:linux", configuration: "edge" }));
    const preview = await hub.plane.preview("remove-group", CALL, { name: "edge" });
    expect(preview).toMatchObject({
      agents: 1,
      changed: 0,
      keepRunning: { agents: 1, uids: [uidOfAgent(0)] },
      moved: [{ from: "edge", to: null, agents: 1 }],
    });
    const removed = await make(hub.plane.run("remove-group", CALL, { name: "edge" }));
    expect(removed.value).toEqual({ moved: 1, changed: 0, rollout: null });
    expect(await agent(0)).toMatchObject({ group: null, projection: { sync: "unmanaged" } });
  });

  it("is written down with what it was and became", async () => {
    await make(create({ name: "edge", query: "os:linux" }));
    await make(hub.plane.run("remove-group", CALL, { name: "edge" }));
    const page = await hub.plane.audit.list({ text: "" }, { limit: 2, cursor: null });
    expect(page.items.map(({ action, resource }) => [action, resource])).toEqual([
      ["remove-group", { kind: "group", id: "edge" }],
      ["create-group", { kind: "group", id: "edge" }],
    ]);
  });

  const refusals: readonly [string, CreateGroup, object][] = [
    [
      "a field that changes by itself",
      { name: "sick", query: "os:linux health:unhealthy" },
      {
        code: "invalid",
        errors: [
          {
            pointer: "/query",
            column: 10,
            message: 'Column 10: "health" changes by itself and cannot select members.',
            remedy: "Use name, host, os, arch, type, version, uid, enrolment, label.KEY, attr.KEY.",
          },
        ],
      },
    ],
    ["the group itself as a condition", { name: "x", query: "group:y" }, { code: "invalid" }],
    ["a name that is none", { name: "No Name", query: "" }, { errors: [{ pointer: "/name" }] }],
    ["a name that is taken", { name: "there", query: "" }, { code: "exists" }],
    [
      "a configuration that nobody knows",
      { name: "x", query: "", configuration: "nope" },
      { code: "not-found", resource: { kind: "configuration", id: "nope" } },
    ],
    [
      "a fragment as configuration",
      { name: "x", query: "", configuration: "tls" },
      { code: "invalid", errors: [{ pointer: "/configuration" }] },
    ],
    [
      "a position out of range",
      { name: "x", query: "", position: 3 },
      { errors: [{ message: "There is no position 3: it would be one of 2." }] },
    ],
    ["no position at all", { name: "x", query: "", position: 0.5 }, { code: "invalid" }],
    [
      "a plan that cannot work",
      { name: "x", query: "", plan: { waves: [{ percent: 120 }] } },
      { errors: [{ pointer: "/plan/waves/0/percent" }] },
    ],
    [
      "another reach than was expected",
      { name: "x", query: "label.never:set", expectedAgents: 7 },
      { code: "expected-agents", agents: 0 },
    ],
  ];

  it.each(refusals)("refuses %s", async (_what, input, expected) => {
    await make(create({ name: "there", query: "label.there:yes" }));
    expect(await create(input)).toMatchObject({ kind: "problem", ...expected });
    expect(await order()).toEqual(["there"]);
  });

  it("keeps its configuration while a rollout is under way, and cannot be removed", async () => {
    await connect(3);
    await make(create({ name: "edge", query: "os:linux", configuration: "edge" }));
    const start = { group: "edge", revision: 1 };
    await make(hub.plane.run("start-rollout", CALL, start));
    const { items } = await hub.plane.rollouts.list({ live: true }, { limit: 1, cursor: null });
    const resource = { kind: "rollout", id: items[0]?.id };
    const removed = await hub.plane.run("remove-group", CALL, { name: "edge" });
    expect(removed).toMatchObject({ code: "rollout-live", resource });
    const changed = await hub.plane.run("change-group", CALL, { name: "edge", query: "os:linux" });
    expect(changed).toMatchObject({ code: "rollout-live", resource });
  });

  it("keeps the configuration that it is released from", async () => {
    await make(create({ name: "edge", query: "os:linux", configuration: "edge" }));
    expect(await hub.plane.run("remove-configuration", CALL, { name: "edge" })).toMatchObject({
      code: "in-use",
      detail: expect.stringContaining("The group edge is released"),
    });
  });
});
