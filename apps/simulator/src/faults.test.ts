import { expect, test } from "vitest";
import { BAD, BETTER, GOOD } from "./testing/configs.js";
import { setUp } from "./testing/set-up.js";

const EXITED = "Agent exited unexpectedly with exit code 1 while applying configuration";
const UNKNOWN = `'exporters' unknown type: "carrier_pigeon" for id: "carrier_pigeon"`;

test("a bad configuration fails without a cause, and the Collector crash-loops until a good one", async () => {
  const { hub, agent, untilStatuses, lastHealth } = await setUp();
  hub.offer(agent.instanceUid, "h1", BAD);
  await untilStatuses(["APPLYING h1", `FAILED h1 ${EXITED}`]);
  expect(agent.runningConfig).toBeUndefined();
  const exits = () =>
    new Set(
      hub
        .reportsOf(agent.instanceUid)
        .flatMap(({ health }) => (health?.lastError.includes("exited") ? [health.lastError] : [])),
    );
  await expect.poll(() => exits().size).toBeGreaterThan(2);
  expect(lastHealth()?.lastError).toMatch(
    /^Agent process PID=\d+ exited unexpectedly, exit code=1\. Will restart in a bit\.\.\.$/,
  );
  hub.offer(agent.instanceUid, "h2", GOOD);
  await expect.poll(() => agent.configOutcome).toBe("applied");
  expect(lastHealth()?.healthy).toBe(true);
});

test("a bad configuration offered again is APPLIED at once while the Collector is still down", async () => {
  const { hub, agent, untilStatuses } = await setUp();
  hub.offer(agent.instanceUid, "h1", BAD);
  await untilStatuses(["APPLYING h1", `FAILED h1 ${EXITED}`]);
  hub.offer(agent.instanceUid, "h1", BAD);
  await untilStatuses(["APPLYING h1", `FAILED h1 ${EXITED}`, "APPLIED h1"]);
  expect(agent.runningConfig).toBeUndefined();
});

test("an agent that does not apply falsely tries again", async () => {
  const { hub, agent, untilStatuses } = await setUp({ applyFalsely: 0 });
  const failed = ["APPLYING h1", `FAILED h1 ${EXITED}`];
  hub.offer(agent.instanceUid, "h1", BAD);
  await untilStatuses(failed);
  hub.offer(agent.instanceUid, "h1", BAD);
  await untilStatuses([...failed, ...failed]);
});

test("a good configuration offered again is met with silence", async () => {
  const { hub, agent, untilStatuses } = await setUp();
  hub.offer(agent.instanceUid, "h1", GOOD);
  await untilStatuses(["APPLYING h1", "APPLIED h1"]);
  hub.offer(agent.instanceUid, "h1", GOOD);
  hub.offer(agent.instanceUid, "h2", BETTER);
  await untilStatuses(["APPLYING h1", "APPLIED h1", "APPLYING h2", "APPLIED h2"]);
});

test("with validation a bad configuration is refused with its cause and the previous one runs on", async () => {
  const { hub, agent, untilStatuses, lastHealth } = await setUp({ validate: 1 });
  const local = agent.runningConfig;
  hub.offer(agent.instanceUid, "h1", BAD);
  await expect.poll(() => agent.configOutcome).toBe("failed");
  await expect.poll(() => hub.statuses(agent.instanceUid)).toHaveLength(1);
  expect(hub.statuses(agent.instanceUid)[0]).toContain(
    `FAILED h1 configuration validation failed: ${UNKNOWN} (valid values: [`,
  );
  expect(local).toBeDefined();
  expect(agent.runningConfig).toBe(local);
  await expect.poll(() => lastHealth()?.healthy).toBe(true);
  hub.offer(agent.instanceUid, "h2", "receivers: [");
  await expect.poll(() => hub.statuses(agent.instanceUid)[1]).toMatch(/^FAILED h2 yaml: /);
  hub.offer(agent.instanceUid, "h3", GOOD);
  await untilStatuses([...hub.statuses(agent.instanceUid), "APPLYING h3", "APPLIED h3"]);
});

test("an agent that rolls back says APPLIED of the hash before", async () => {
  const { hub, agent, untilStatuses } = await setUp({ rollBack: 1 });
  hub.offer(agent.instanceUid, "h1", GOOD);
  await untilStatuses(["APPLYING h1", "APPLIED h1"]);
  hub.offer(agent.instanceUid, "h2", BAD);
  await untilStatuses([
    "APPLYING h1",
    "APPLIED h1",
    "APPLYING h2",
    `FAILED h2 ${EXITED}`,
    "APPLIED h1",
  ]);
  expect(agent.runningConfig).toBe(GOOD);
});

test("an agent that hides its config status applies and never says so", async () => {
  const { hub, agent } = await setUp({ hideConfigStatus: 1 });
  expect(hub.reportsOf(agent.instanceUid)[0]?.capabilities).toBe(0x6de7n);
  hub.offer(agent.instanceUid, "h1", GOOD);
  await expect.poll(() => agent.runningConfig).toBe(GOOD);
  await expect.poll(() => agent.configOutcome).toBe("applied");
  expect(hub.statuses(agent.instanceUid)).toEqual([]);
});

test("a failure rate hits the same agents with the same configuration every time", async () => {
  const run = async () => {
    const { hub, simulation } = await setUp({ agents: 40, fail: 0.3, seed: 7, applyFalsely: 0 });
    for (const { instanceUid } of simulation.agents) hub.offer(instanceUid, "h1", GOOD);
    const open = () =>
      simulation.agents.filter(
        ({ configOutcome: outcome }) => outcome !== "failed" && outcome !== "applied",
      );
    await expect.poll(open).toHaveLength(0);
    return simulation.agents.map(({ name, configOutcome }) => `${name} ${configOutcome}`);
  };
  const outcomes = await run();
  expect(await run()).toEqual(outcomes);
  const failed = outcomes.filter((outcome) => outcome.endsWith("failed")).length;
  expect(failed).toBeGreaterThan(4);
  expect(failed).toBeLessThan(20);
});

test("a rule of one's own decides which configurations are bad", async () => {
  const { hub, agent, untilStatuses } = await setUp({
    validate: 1,
    failsOn: (text, { name }) => (text.includes("timeout") ? `${name} is in a hurry` : null),
  });
  hub.offer(agent.instanceUid, "h1", BETTER);
  await untilStatuses([`FAILED h1 configuration validation failed: ${agent.name} is in a hurry`]);
});

test("unhealthy exporters degrade a Collector that itself stays healthy", async () => {
  const { agent, lastHealth } = await setUp({ unhealthyExporter: 1 });
  await expect.poll(() => lastHealth()?.status).toBe("StatusOK");
  const pipelines = Object.entries(lastHealth()?.componentHealthMap ?? {}).filter(([key]) =>
    key.startsWith("pipeline:"),
  );
  expect(pipelines.map(([, { status }]) => status)).toContain("StatusRecoverableError");
  agent.clearFault("unhealthy-exporter");
  agent.addFault({ kind: "unhealthy", message: "out of memory" });
  await expect
    .poll(() => lastHealth())
    .toMatchObject({ healthy: false, lastError: "out of memory" });
});

test("a crash on demand lasts until it is cleared", async () => {
  const { simulation, agent, lastHealth } = await setUp();
  expect(simulation.addFault({ kind: "crashed" }, ({ name }) => name === agent.name)).toBe(1);
  await expect.poll(() => lastHealth()?.lastError).toContain("exited unexpectedly");
  expect(simulation.clearFault("crashed")).toBe(1);
  await expect.poll(() => lastHealth()?.healthy).toBe(true);
});

test("a drifting agent runs something else than it acknowledged", async () => {
  const { hub, agent, untilStatuses, lastEffective } = await setUp();
  hub.offer(agent.instanceUid, "h1", GOOD);
  await untilStatuses(["APPLYING h1", "APPLIED h1"]);
  agent.addFault({ kind: "drifts", config: BETTER });
  await expect.poll(() => lastEffective()).toContain("timeout: 1s");
  agent.clearFault("drifts");
  await expect.poll(() => lastEffective()).not.toContain("timeout: 1s");
  expect(hub.statuses(agent.instanceUid)).toEqual(["APPLYING h1", "APPLIED h1"]);
});

test("a silent agent stays connected and says nothing", async () => {
  const { hub, agent } = await setUp();
  agent.addFault({ kind: "silent" });
  const reported = hub.reportsOf(agent.instanceUid).length;
  agent.addFault({ kind: "unhealthy" });
  agent.clearFault("silent");
  agent.clearFault("unhealthy");
  await expect.poll(() => hub.reportsOf(agent.instanceUid)).toHaveLength(reported + 1);
  const [before, after] = hub.reportsOf(agent.instanceUid).slice(-2);
  expect(Number(after?.sequenceNum) - Number(before?.sequenceNum)).toBe(2);
});

test("a lost connection comes back with the sequence going on, an unreachable hub is tried again", async () => {
  const { hub, agent } = await setUp();
  const reported = hub.reportsOf(agent.instanceUid).length;
  agent.disconnect();
  await expect.poll(() => hub.reportsOf(agent.instanceUid)).toHaveLength(reported + 1);
  expect(hub.reportsOf(agent.instanceUid).at(-1)?.agentDescription).toBeUndefined();
  agent.addFault({ kind: "offline" });
  expect(agent.connected).toBe(false);
  agent.clearFault("offline");
  await expect.poll(() => agent.connected).toBe(true);
});
