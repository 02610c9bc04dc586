import { describe, expect, test } from "vitest";
import { ROUTE_SCHEMAS } from "./table.js";

const uids = ["0192f1c8-7a3b-7c4d-8e5f-001122334455"];

describe("a rollout is started", () => {
  const body = ROUTE_SCHEMAS.startRollout.body;
  const little = { group: "edge", revision: 3 };

  test("with little", () => {
    expect(body.parse(little)).toEqual({ ...little, force: false });
  });

  test("for a group or for a fragment", () => {
    expect(body.safeParse({ fragment: "base", revision: 3 }).success).toBe(true);
    expect(body.safeParse({ revision: 3 }).success).toBe(false);
    expect(body.safeParse({ ...little, fragment: "base" }).success).toBe(false);
    const both = { fragment: "base", revision: 3, configuration: "edge" };
    expect(body.safeParse(both).success).toBe(false);
  });

  test("with waves, gates, limits and windows, read as they were written", () => {
    const plan = {
      waves: [{ count: 1, soakSeconds: 60 }, { percent: 12.5 }],
      soakSeconds: 900,
      gates: [{ measure: "drops", against: "rest-and-past", threshold: 0.05, stopAt: null }],
      onBreach: "roll-back",
      maxInFlight: 20,
      maxFailures: 0,
      maxFailuresPercent: null,
      answerSeconds: 600,
      offline: "on-return",
      window: {
        timeZone: "Europe/Berlin",
        open: [{ days: ["mon", "sun"], from: "22:00", to: "24:00" }],
      },
      startAt: "2026-11-23T22:00:00Z",
      deadline: null,
      expectedAgents: 40,
    };
    expect(body.parse({ ...little, ...plan })).toEqual({ ...little, ...plan, force: false });
    const { startAt: _s, deadline: _d, expectedAgents: _e, ...own } = plan;
    const group = { name: "edge", query: "label.lane:edge", plan: own };
    expect(ROUTE_SCHEMAS.createGroup.body.parse(group).plan).toEqual(own);
  });

  test.each([
    ["waves", []],
    ["waves", [{ percent: 101 }]],
    ["waves", [{ percent: 0 }]],
    ["waves", [{ count: 1, percent: 1 }]],
    ["maxInFlight", 0],
    ["maxFailuresPercent", 200],
    ["gates", [{ measure: "luck", against: "limit", threshold: 1 }]],
    ["gates", [{ measure: "drops", against: "limit", threshold: 0 }]],
    ["window", { timeZone: "UTC", open: [] }],
    ["window", { timeZone: "UTC", open: [{ days: [], from: "01:00", to: "02:00" }] }],
    ["window", { timeZone: "UTC", open: [{ days: ["mon"], from: "24:00", to: "02:00" }] }],
    ["offline", "later"],
    ["startAt", "tonight"],
  ])("%s is no %j", (field, value) => {
    const read = body.safeParse({ ...little, [field]: value });
    expect(read.success).toBe(false);
    expect(read.error?.issues[0]?.path[0]).toBe(field);
  });
});

test("members are excluded by name or by cause", () => {
  const body = ROUTE_SCHEMAS.excludeMembers.body;
  expect(body.parse({ uids })).toEqual({ uids, resume: false });
  expect(body.safeParse({ cause: "crashed:1", resume: true }).success).toBe(true);
  expect(body.safeParse({}).success).toBe(false);
  expect(body.safeParse({ uids, cause: "crashed:1" }).success).toBe(false);
});

test("members are listed by step and wave, a rollout is named by id or number", () => {
  const { query, params } = ROUTE_SCHEMAS.listMembers;
  expect(query.parse({ step: "failed,not-answering", wave: "0" })).toMatchObject({
    step: ["failed", "not-answering"],
    wave: 0,
  });
  expect(query.safeParse({ step: "lost" }).success).toBe(false);
  expect(params.safeParse({ id: "121" }).success).toBe(true);
  expect(params.safeParse({ id: uids[0] }).success).toBe(true);
  expect(params.safeParse({ id: "edge" }).success).toBe(false);
});

test("own metrics go to this hub, elsewhere or nowhere, and it has to be said", () => {
  const body = ROUTE_SCHEMAS.connectAgent.body;
  const elsewhere = { endpoint: "https://otlp.example.com/v1/metrics" };
  for (const ownMetrics of [true, null, elsewhere]) {
    expect(body.parse({ ownMetrics })).toEqual({ ownMetrics });
  }
  expect(body.safeParse({}).success).toBe(false);
  expect(body.safeParse({ ownMetrics: { endpoint: "ftp://a" } }).success).toBe(false);
});

test("a group is written with a name and a selector", () => {
  expect(ROUTE_SCHEMAS.createGroup.body.parse({ name: "edge", query: "os:linux" })).toEqual({
    name: "edge",
    query: "os:linux",
    description: "",
    configuration: null,
    plan: {},
  });
  const removal = ROUTE_SCHEMAS.removeGroup.query;
  expect(removal.parse({ expectedAgents: "4" })).toEqual({ expectedAgents: 4 });
});
