import { expect, test } from "vitest";
import { resolveOptions } from "../options.js";
import { planFleet } from "./plan.js";

const plan = (options: object = {}) =>
  planFleet(resolveOptions({ endpoint: "ws://127.0.0.1:4320", agents: 500, ...options }));

test("the same seed gives the same fleet, another one another", () => {
  expect(plan()).toEqual(plan());
  expect(plan({ seed: 2 })).not.toEqual(plan());
});

test("names and UIDs are unique", () => {
  const agents = plan({ agents: 5_000 });
  expect(new Set(agents.map(({ name }) => name)).size).toBe(5_000);
  expect(new Set(agents.map(({ instanceUid }) => instanceUid)).size).toBe(5_000);
});

test("a larger fleet begins with the smaller one", () => {
  const names = (agents: number) => plan({ agents, connectSpreadMs: 0 }).map(({ name }) => name);
  expect(names(500).slice(0, 50)).toEqual(names(50));
});

test("one share does not move the agents of another", () => {
  const http = (options: object) =>
    plan({ http: 0.3, ...options }).map(({ transport }) => transport);
  expect(http({ validate: 0.5, readOnly: 0.2 })).toEqual(http({}));
});

test("shares are met roughly, and the fleet is mixed", () => {
  const agents = plan({ http: 0.3, readOnly: 0.1, validate: 0.5 });
  const share = (count: number) => count / agents.length;
  expect(share(agents.filter(({ transport }) => transport === "http").length)).toBeCloseTo(0.3, 1);
  expect(share(agents.filter(({ kind }) => kind === "extension").length)).toBeCloseTo(0.1, 1);
  const validating = agents.filter(({ faults }) =>
    faults.some(({ kind }) => kind === "validates-config"),
  );
  expect(share(validating.length)).toBeCloseTo(0.5, 1);
  for (const key of ["os", "version", "distribution", "localConfig"] as const) {
    expect(new Set(agents.map((agent) => agent[key])).size).toBeGreaterThan(2);
  }
});

test("heartbeats and connects are spread", () => {
  const agents = plan({ connectSpreadMs: 1_000 });
  const inFirstTenth = agents.filter(({ connectDelayMs }) => connectDelayMs < 100).length;
  expect(inFirstTenth).toBeGreaterThan(20);
  expect(inFirstTenth).toBeLessThan(100);
  expect(Math.max(...agents.map(({ firstHeartbeatMs }) => firstHeartbeatMs))).toBeGreaterThan(
    25_000,
  );
});
