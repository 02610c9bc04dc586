import { expect, test } from "vitest";
import { resolveOptions, type SimulationOptions } from "./options.js";
import { GOOD } from "./testing/configs.js";
import { setUp } from "./testing/set-up.js";

test("fifty agents connect, report like supervisors and leave in order", async () => {
  const { hub, simulation } = await setUp({ agents: 50, http: 0.2, readOnly: 0.2 });
  expect(simulation.connected).toBe(50);
  const kinds = simulation.agents.map(({ plan }) => `${plan.kind} ${plan.transport}`);
  expect(new Set(kinds).size).toBe(4);
  for (const { plan, instanceUid } of simulation.agents) {
    const first = hub.reportsOf(instanceUid)[0];
    expect(first?.sequenceNum).toBe(0n);
    expect(first?.capabilities).toBe(plan.kind === "extension" ? 0x4805n : 0x7de7n);
    expect(first?.agentDescription?.identifyingAttributes.map(({ key }) => key)).toEqual([
      "service.instance.id",
      "service.name",
      "service.version",
    ]);
    expect(first?.availableComponents?.hash).toHaveLength(32);
    expect(first?.availableComponents?.components).toEqual({});
    if (plan.kind === "supervisor") {
      expect(first?.health?.componentHealthMap).toEqual({});
      expect(first?.effectiveConfig?.configMap?.configMap[""]?.body).toHaveLength(0);
    }
  }
  await simulation.stop();
  for (const { instanceUid } of simulation.agents) {
    expect(hub.reportsOf(instanceUid).at(-1)?.agentDisconnect).toBeDefined();
  }
});

test("an offer leads to APPLYING with the old effective config, a flicker, and APPLIED", async () => {
  const { hub, agent, untilStatuses, lastHealth, lastEffective } = await setUp();
  const before = lastEffective();
  const reported = hub.reportsOf(agent.instanceUid).length;
  hub.offer(agent.instanceUid, "h1", GOOD);
  await untilStatuses(["APPLYING h1", "APPLIED h1"]);
  const during = hub.reportsOf(agent.instanceUid).slice(reported);
  const effective = during[0]?.effectiveConfig?.configMap?.configMap[""]?.body;
  expect(new TextDecoder().decode(effective)).toBe(before);
  const words = during.flatMap(({ health }) => (health ? [health.status] : []));
  expect([...new Set(words)]).toEqual(["", "StatusStopping", "StatusStarting", "StatusOK"]);
  expect(lastHealth()?.healthy).toBe(true);
  expect(
    Object.keys(
      lastHealth()?.componentHealthMap["pipeline:traces"]?.componentHealthMap ?? {},
    ).toSorted(),
  ).toEqual(["exporter:debug", "processor:batch", "receiver:otlp"]);
  expect(lastEffective()).toContain("debug:");
  expect(lastEffective()).toContain(`instance_uid: ${agent.instanceUid}`);
  expect(agent.runningConfig).toBe(GOOD);
});

test("an agent over HTTP takes its offer with an answer", async () => {
  const { hub, agent, untilStatuses } = await setUp({ http: 1, heartbeatSeconds: 1 });
  hub.offer(agent.instanceUid, "h1", GOOD);
  await untilStatuses(["APPLYING h1", "APPLIED h1"]);
});

test("the component list comes on request, with the version of every module", async () => {
  const { hub, agent } = await setUp();
  hub.push(agent.instanceUid, { flags: 2n });
  const listed = () =>
    hub.reportsOf(agent.instanceUid).at(-1)?.availableComponents?.components ?? {};
  await expect.poll(() => Object.keys(listed())).toHaveLength(5);
  const otlp = listed()["receivers"]?.subComponentMap["otlp"]?.metadata[0];
  expect(otlp?.key).toBe("code.namespace");
  expect(otlp?.value?.value.value).toBe(
    `go.opentelemetry.io/collector/receiver/otlpreceiver v${agent.plan.version}`,
  );
});

test("an empty body hands back to the local configuration, an empty map ends the Collector", async () => {
  const { hub, agent, untilStatuses, lastHealth } = await setUp();
  const local = agent.runningConfig;
  hub.offer(agent.instanceUid, "h1", GOOD);
  await untilStatuses(["APPLYING h1", "APPLIED h1"]);
  hub.offer(agent.instanceUid, "h2", "");
  await untilStatuses(["APPLYING h1", "APPLIED h1", "APPLYING h2", "APPLIED h2"]);
  expect(agent.runningConfig).toBe(local);
  hub.push(agent.instanceUid, {
    remoteConfig: { config: {}, configHash: new TextEncoder().encode("h3") },
  });
  await expect.poll(() => hub.statuses(agent.instanceUid).at(-1)).toBe("APPLIED h3");
  expect(agent.runningConfig).toBeUndefined();
  expect(lastHealth()).toMatchObject({ healthy: true, status: "", componentHealthMap: {} });
});

test("a restart command flickers and ends healthy", async () => {
  const { hub, agent, lastHealth } = await setUp();
  await expect.poll(() => lastHealth()?.healthy).toBe(true);
  const reported = hub.reportsOf(agent.instanceUid).length;
  hub.push(agent.instanceUid, { command: {} });
  const words = () =>
    hub
      .reportsOf(agent.instanceUid)
      .slice(reported)
      .flatMap(({ health }) => (health ? [health.status] : []));
  await expect.poll(() => words().at(-1)).toBe("StatusOK");
  expect(words().at(0)).toBe("");
});

test("options out of bounds are named with what would be right", async () => {
  const { startSimulation } = await import("./simulation.js");
  expect(() => startSimulation({ endpoint: "hub:4320", agents: 0, fail: 2 })).toThrow(
    "endpoint must be a ws:, wss:, http: or https: URL such as ws://127.0.0.1:4320, not " +
      '"hub:4320". agents must be a whole number from 1 to 50000, not 0. fail must be a number from 0 to 1, not 2.',
  );
});

test("a stopped simulation sets no timers any more, whatever is asked of it", async () => {
  const { simulation, agent } = await setUp();
  await simulation.stop();
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const before = timers();
  agent.addFault({ kind: "crashed" });
  agent.addFault({ kind: "offline" });
  agent.clearFault("offline");
  agent.disconnect();
  expect(timers()).toBe(before);
  await simulation.stop();
});

test("an option that is undefined means its default", () => {
  const given: object = { endpoint: "ws://127.0.0.1:4320", agents: undefined, seed: undefined };
  const options = resolveOptions(given as SimulationOptions);
  expect([options.agents, options.seed]).toEqual([25, 1]);
});
