import { makeAttributes } from "@fleethub/opamp";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { GOOD, OTHER } from "../testing/configs.js";
import { FleetAgent, make, uidOfAgent } from "../testing/fleet.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import { effectiveOf, offersIn, ScriptedSupervisor } from "../testing/supervisor.js";

const UID = uidOfAgent(1);

const described = (os: string) => ({
  agentDescription: {
    identifyingAttributes: makeAttributes([["service.name", "otelcol-e2e"]]),
    nonIdentifyingAttributes: makeAttributes([
      ["host.name", "vm"],
      ["os.type", os],
    ]),
  },
});

describe("membership", () => {
  let hub: TestHub;

  const groupOf = async (uid = UID) =>
    (await hub.storage.agents.get(uid, CALL.scope))?.group ?? null;
  const create = (name: string, query: string, configuration?: string) =>
    make(
      hub.plane.run("create-group", CALL, {
        name,
        query,
        ...(configuration === undefined ? {} : { configuration }),
      }),
    );
  /** As many offers as are expected are waited for: an offer waits for what judges it. */
  const offered = async ({ inbox }: ScriptedSupervisor, count: number) => {
    await vi.waitFor(() => expect(offersIn(inbox).length).toBeGreaterThanOrEqual(count), 20_000);
    return offersIn(inbox).map(({ config }) =>
      new TextDecoder().decode(config?.configMap[""]?.body),
    );
  };

  beforeEach(async () => {
    hub = await openHub();
    for (const [name, content] of [
      ["edge", GOOD],
      ["windows", OTHER],
    ] as const) {
      await make(hub.plane.run("create-configuration", CALL, { name }));
      await make(hub.plane.run("create-revision", CALL, { name, content }));
    }
  });

  it("gives an agent that arrives the stable revision of its group with its first answers", async () => {
    await create("edge", "os:linux", "edge");
    const supervisor = new ScriptedSupervisor(hub, UID);
    await supervisor.hello(effectiveOf("", UID));
    await supervisor.components();
    expect(await offered(supervisor, 1)).toEqual([GOOD]);
    expect(await groupOf()).toBe("edge");
    const view = await hub.plane.agentView(UID, CALL.scope);
    expect(view?.config.desired).toMatchObject({
      source: "group",
      group: "edge",
      rollout: 0,
      configuration: "edge",
      revision: 1,
      why: "It is the stable revision of its group edge.",
    });
  });

  it("follows a description that comes later than the agent", async () => {
    await create("edge", "os:linux", "edge");
    const supervisor = new ScriptedSupervisor(hub, UID);
    await supervisor.send({ health: {} });
    expect(await groupOf()).toBeNull();
    await supervisor.hello(effectiveOf("", UID));
    await supervisor.components();
    await hub.time.pass(300);
    expect(await groupOf()).toBe("edge");
    expect(await offered(supervisor, 1)).toEqual([GOOD]);
  });

  it("follows what the agent says about itself, and what it is to run follows the group", async () => {
    await create("linux", "os:linux", "edge");
    await create("windows", "os:windows", "windows");
    const supervisor = new ScriptedSupervisor(hub, UID);
    await supervisor.hello(effectiveOf("", UID));
    await supervisor.components();
    expect(await offered(supervisor, 1)).toEqual([GOOD]);
    await supervisor.send(described("windows"));
    await hub.time.pass(1000);
    expect(await groupOf()).toBe("windows");
    expect(await offered(supervisor, 2)).toEqual([GOOD, OTHER]);
    const record = await hub.storage.agents.get(UID, CALL.scope);
    const page = await hub.plane.agents.timeline(record?.id ?? ("" as never), {
      limit: 50,
      cursor: null,
    });
    expect(page.items).toContainEqual(
      expect.objectContaining({
        kind: "group-changed",
        summary: "Came from the group linux to windows",
      }),
    );
  });

  it("is settled by the first group that matches", async () => {
    await create("all", "", "edge");
    await create("windows", "os:windows", "windows");
    const supervisor = new ScriptedSupervisor(hub, UID);
    await supervisor.send(described("windows"));
    expect(await groupOf()).toBe("all");
    const first = { name: "windows", query: "os:windows", configuration: "windows", position: 1 };
    await make(hub.plane.run("change-group", CALL, first));
    expect(await groupOf()).toBe("windows");
  });

  it("is put right at the start of a hub, also for agents that are away", async () => {
    const agent = new FleetAgent(hub, 1, () => "applies");
    await agent.come();
    await hub.time.pass(1000);
    agent.leave();
    await hub.time.pass(1000);
    await hub.plane.drain();
    const group = {
      name: "edge",
      query: "os:linux",
      description: "",
      configuration: null,
      stable: null,
      plan: {},
      protection: null,
      position: 1,
      version: 1,
      createdAt: 0,
      createdBy: "ada",
      changedAt: 0,
    };
    await hub.storage.store.commit({ writes: [{ kind: "add-group", group }] });
    expect(await groupOf()).toBeNull();
    const { storage, time } = hub;
    hub = await openHub({ storage, time, hubId: "hub-2" });
    await hub.time.pass(1000);
    expect(await groupOf()).toBe("edge");
  });

  it("is put right by every hub when one of them changes a group", async () => {
    const { storage, time } = hub;
    const second = await openHub({ storage, time, hubId: "hub-2" });
    const supervisor = new ScriptedSupervisor(second, UID);
    await supervisor.hello(effectiveOf("", UID));
    await supervisor.components();
    await hub.time.pass(1000);
    await create("edge", "os:linux", "edge");
    await hub.time.pass(1000);
    expect(await groupOf()).toBe("edge");
    expect(await offered(supervisor, 1)).toEqual([GOOD]);
  });

  it("waits while the store is away, and follows when it is back", async () => {
    await create("linux", "os:linux");
    await create("windows", "os:windows", "windows");
    const supervisor = new ScriptedSupervisor(hub, UID);
    await supervisor.hello(effectiveOf("", UID));
    await supervisor.components();
    await hub.time.pass(1000);
    hub.storage.setAvailable(false);
    await supervisor.send(described("windows"));
    await hub.time.pass(5000);
    hub.storage.setAvailable(true);
    expect(await groupOf()).toBe("linux");
    await hub.time.pass(30_000);
    expect(await groupOf()).toBe("windows");
    expect(await offered(supervisor, 1)).toEqual([OTHER]);
  });

  it("comes to the same whichever of two hubs looks, however often", async () => {
    const { storage, time } = hub;
    const second = await openHub({ storage, time, hubId: "hub-2" });
    await create("linux", "os:linux", "edge");
    const supervisor = new ScriptedSupervisor(hub, UID);
    await supervisor.hello(effectiveOf("", UID));
    await time.pass(30_000);
    const before = await storage.agents.get(UID, CALL.scope);
    await make(second.plane.run("create-group", CALL, { name: "none", query: "os:plan9" }));
    await time.pass(60_000);
    const after = await storage.agents.get(UID, CALL.scope);
    expect(after?.group).toBe("linux");
    expect(after?.version).toBe(before?.version);
  });
});
