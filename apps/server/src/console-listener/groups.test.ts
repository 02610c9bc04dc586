import { Group, GroupPage, GroupWritten, Preview } from "@fleethub/api";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { GOOD_CONFIG, startTestHub, type TestHub } from "../testing/test-hub.js";

let running: TestHub;
let uids: readonly string[];

/** Agents at the hub, each with a label of its own. */
const AGENTS = 4;

beforeAll(async () => {
  running = await startTestHub();
  const simulation = running.simulate({ seed: 31, agents: AGENTS });
  uids = simulation.agents.map(({ instanceUid }) => instanceUid);
  const reported = async () => {
    const list = await running.client.listAgents({ query: { query: "presence:connected" } });
    return list.ok && list.data.items.filter(({ version }) => version !== "").length === AGENTS;
  };
  await vi.waitUntil(reported, { timeout: 20_000, interval: 50 });
  await running.client.createConfiguration({ body: { name: "edge" } });
  const content = GOOD_CONFIG;
  await running.client.createRevision({ params: { name: "edge" }, body: { content } });
});
afterAll(() => running.stop());

const uid = (index: number) => uids[index] ?? "";

const label = (index: number, labels: Record<string, string | null>) =>
  running.client.patchAgent({ params: { uid: uid(index) }, body: { labels } });

describe("groups", () => {
  test("are created, listed in their order, and take agents by their labels", async () => {
    await label(0, { lane: "gateway" });
    const created = await running.client.createGroup({
      body: { name: "gateway", query: "label.lane:gateway", configuration: "edge" },
    });
    if (!created.ok) throw new Error(JSON.stringify(created.problem));
    expect(created.status).toBe(201);
    expect(GroupWritten.parse(created.data)).toMatchObject({
      name: "gateway",
      position: 1,
      agents: 1,
      moved: 1,
      opened: null,
      stable: { configuration: "edge", revision: 1, rollout: 0, layers: [] },
    });
    const second = await running.client.createGroup({
      body: { name: "also-gateway", query: "label.lane:*", description: "Takes the rest." },
    });
    expect(second.ok && second.data).toMatchObject({
      position: 2,
      agents: 0,
      overlaps: [{ group: "gateway", agents: 1 }],
    });
    const list = await running.client.listGroups();
    if (!list.ok) throw new Error(JSON.stringify(list.problem));
    expect(GroupPage.parse(list.data)).toMatchObject({ total: 2, none: { agents: AGENTS - 1 } });
    expect(list.data.items.map(({ name }) => name)).toEqual(["gateway", "also-gateway"]);
    const first = await running.client.listGroups({ query: { limit: 1 } });
    const cursor = first.ok ? (first.data.nextCursor ?? "") : "";
    const next = await running.client.listGroups({ query: { limit: 1, cursor } });
    expect(next.ok && next.data.items[0]?.name).toBe("also-gateway");
  });

  test("their members run the stable revision, and the agent says why", async () => {
    await expect
      .poll(async () => {
        const agent = await running.client.getAgent({ params: { uid: uid(0) } });
        return agent.ok && [agent.data.group, agent.data.sync, agent.data.config.desired.source];
      })
      .toEqual(["gateway", "in-sync", "group"]);
    const found = await running.client.listAgents({ query: { query: "group:gateway" } });
    expect(found.ok && found.data.items.map((row) => row.uid)).toEqual([uid(0)]);
  });

  test("an agent is moved by the labels that a selector names, or the refusal says why not", async () => {
    const moved = await running.client.moveAgent({
      params: { uid: uid(1) },
      body: { group: "gateway" },
    });
    if (!moved.ok) throw new Error(JSON.stringify(moved.problem));
    expect(moved.data).toMatchObject({ group: "gateway", labels: { lane: "gateway" } });
    const refused = await running.client.moveAgent({
      params: { uid: uid(2) },
      body: { group: "also-gateway" },
    });
    expect(refused.ok).toBe(false);
    expect(refused.ok ? "" : refused.problem.detail).not.toBe("");
    const unknown = await running.client.moveAgent({
      params: { uid: uid(2) },
      body: { group: "nowhere" },
    });
    expect(unknown.ok ? "" : unknown.problem.type).toBe("unknown-group");
  });

  test("are replaced under a version, and removed", async () => {
    const params = { name: "also-gateway" };
    const group = await running.client.getGroup({ params });
    if (!group.ok) throw new Error(group.problem.detail);
    expect(group.version).toBe(String(Group.parse(group.data).version));
    const plan = { waves: [{ count: 1 }, { percent: 50 }], soakSeconds: 60, maxFailures: 2 };
    const body = { query: "label.lane:other", plan };
    const replaced = await running.client.replaceGroup({
      params,
      body,
      ifMatch: group.version ?? "",
    });
    expect(replaced.ok && replaced.data).toMatchObject({ query: "label.lane:other", plan });
    const stale = await running.client.replaceGroup({ params, body, ifMatch: group.version ?? "" });
    expect(stale.ok ? null : stale.problem).toMatchObject({
      type: "stale-version",
      current: { name: "also-gateway", plan },
    });
    const removed = await running.client.removeGroup({ params });
    expect(removed.ok && removed.data).toEqual({ moved: 0, changed: 0, opened: null });
    const gone = await running.client.getGroup({ params });
    expect(gone.ok ? "" : gone.problem.type).toBe("unknown-group");
  });

  test("what cannot be meant is refused with the place", async () => {
    const create = (body: object) =>
      running.client.createGroup({ body: { name: "wrong", query: "os:linux", ...body } });
    const moving = await create({ query: "health:healthy" });
    expect(moving.ok ? null : moving.problem).toMatchObject({ type: "invalid-request" });
    expect(moving.ok ? null : moving.problem.errors?.[0]?.pointer).toBe("/query");
    const unknown = await create({ configuration: "none" });
    expect(unknown.ok ? "" : unknown.problem.type).toBe("unknown-configuration");
    const taken = await create({ name: "gateway" });
    expect(taken.ok ? "" : taken.problem.type).toBe("already-exists");
    const reach = await create({ expectedAgents: 99 });
    expect(reach.ok ? "" : reach.problem.type).toBe("reach-differs");
  });
});

describe("a dry run", () => {
  test("tells whom a write would change, and writes nothing", async () => {
    const input = { name: "dry", query: "type:*", configuration: "edge" };
    const preview = await running.client.preview({ body: { verb: "create-group", input } });
    if (!preview.ok) throw new Error(JSON.stringify(preview.problem));
    const told = Preview.parse(preview.data);
    expect(told.verb).toBe("create-group");
    expect(told.moved.reduce((sum, { agents }) => sum + agents, 0)).toBe(AGENTS - 2);
    const list = await running.client.getGroup({ params: { name: "dry" } });
    expect(list.ok).toBe(false);
  });

  test("of a pin has the difference and the restart", async () => {
    const input = { uid: uid(3), configuration: "edge", revision: 1 };
    const preview = await running.client.preview({ body: { verb: "pin", input } });
    if (!preview.ok) throw new Error(JSON.stringify(preview.problem));
    expect(preview.data).toMatchObject({
      changed: 1,
      atOnce: 1,
      restarts: { now: { agents: 1, uids: [uid(3)] } },
      changes: [{ from: null, to: { configuration: "edge", revision: 1 } }],
    });
  });

  test("is refused as the write would be", async () => {
    const ask = async (verb: "pin" | "remove-group" | "start-rollout", input: object) => {
      const preview = await running.client.preview({ body: { verb, input: { ...input } } });
      return preview.ok ? null : preview.problem;
    };
    const pin = { uid: uid(3), configuration: "none", revision: 1 };
    expect(await ask("pin", pin)).toMatchObject({ type: "unknown-configuration" });
    expect(await ask("remove-group", { name: "none" })).toMatchObject({ type: "unknown-group" });
    const places = async (input: object) =>
      (await ask("pin", input))?.errors?.map(({ pointer }) => pointer);
    expect(await places({ ...pin, revision: 0 })).toEqual(["/input/revision"]);
    expect(await places({ ...pin, colour: "red" })).toEqual(["/input/colour"]);
    const both = await ask("start-rollout", { group: "gateway", fragment: "base", revision: 1 });
    expect(both).toMatchObject({ type: "invalid-request" });
    const body = JSON.stringify({ verb: "check", input: {} });
    const headers = { "content-type": "application/json" };
    const wrong = await running.get("/api/v1/preview", { method: "POST", headers, body });
    expect(wrong.status).toBe(400);
  });
});
