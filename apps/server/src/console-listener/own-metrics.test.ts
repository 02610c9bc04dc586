import { AgentRow, AgentTelemetry } from "@fleethub/api";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTestHub, type TestHub } from "../testing/test-hub.js";

let running: TestHub;
let uid: string;

beforeAll(async () => {
  running = await startTestHub();
  uid = running.simulate({ seed: 61, ownMetricsSeconds: 1 }).agents[0]?.instanceUid ?? "";
  const reported = async () => {
    const agent = await running.client.getAgent({ params: { uid } });
    return agent.ok && agent.data.version !== "";
  };
  await vi.waitUntil(reported, { timeout: 20_000, interval: 50 });
});
afterAll(() => running.stop());

const telemetry = async () => {
  const answer = await running.client.getTelemetry({ params: { uid } });
  if (!answer.ok) throw new Error(answer.problem.detail);
  return AgentTelemetry.parse(answer.data);
};

const row = async () => {
  const list = await running.client.listAgents({ query: { query: `uid:${uid}` } });
  return list.ok ? AgentRow.parse(list.data.items[0]) : null;
};

test("an agent that never sent any is not reported, and no number is made up for it", async () => {
  expect(await telemetry()).toMatchObject({
    flow: "not-reported",
    since: null,
    itemsPerSecond: {},
    memoryBytes: null,
    points: [],
    components: [],
  });
  expect(await row()).toMatchObject({
    flow: "not-reported",
    itemsPerSecond: null,
    sparkline: [],
    lostShare: null,
  });
  const unknown = "0192f1c8-7a3b-7c4d-8e5f-001122334455";
  const none = await running.client.getTelemetry({ params: { uid: unknown } });
  expect(none.ok ? "" : none.problem.type).toBe("unknown-agent");
});

test("what an operator decides about them is told, and a wrong address is refused with its place", async () => {
  const connect = (ownMetrics: true | { endpoint: string } | null) =>
    running.client.connectAgent({ params: { uid }, body: { ownMetrics } });
  const wrong = await connect({ endpoint: "https://user:secret@metrics.example/v1/metrics" });
  expect(wrong.ok ? null : wrong.problem.errors?.[0]?.pointer).toBe("/ownMetrics/endpoint");
  const endpoint = "https://metrics.example/v1/metrics";
  const elsewhere = await connect({ endpoint });
  expect(elsewhere.ok && elsewhere.data.connection).toEqual({ ownMetrics: { endpoint } });
  const here = await connect(true);
  if (!here.ok) throw new Error(JSON.stringify(here.problem));
  expect([here.status, here.data.connection]).toEqual([202, { ownMetrics: true }]);
});

test("what they say reaches page and row", async () => {
  await expect.poll(async () => (await telemetry()).points.length, { timeout: 30_000 }).not.toBe(0);
  const told = await telemetry();
  expect(told.lastAt).not.toBeNull();
  expect(told.hour.length).toBe(18);
  expect(told.components.length).toBeGreaterThan(0);
  // Rows are found by what is stored, which is written behind.
  await expect.poll(async () => (await row())?.flow).not.toBe("not-reported");
  expect((await row())?.sparkline).toHaveLength(18);
});
