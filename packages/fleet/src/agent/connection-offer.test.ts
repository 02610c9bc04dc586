import { agentCapabilities } from "@fleethub/opamp";
import { describe, expect, test } from "vitest";
import type { OwnMetricsIntent, ReplyContent } from "../index.js";
import { FULL, hash, intentOf, Scene, SUPERVISOR } from "../testing/scene.js";

const CAPABLE = SUPERVISOR | agentCapabilities("ReportsOwnMetrics");
const HERE = "http://hub:4320/v1/metrics";
const REACHED = { hubUrl: "http://hub:4320", credentials: "c" };
const NOT_ADMITTED = ["awaiting-approval", "revoked"] as const;
const TOLD_HERE = { connectionSettings: { ownMetrics: HERE } };

const wanting = (ownMetrics: OwnMetricsIntent, wanted: string | null = null) =>
  intentOf(wanted, { connection: { ownMetrics } });
const HUB = wanting({ kind: "hub" });

function open(intent = HUB, capabilities = CAPABLE): Scene {
  const scene = new Scene(intent);
  scene.capabilities = capabilities;
  return scene;
}

/** The next report, over a connection on which the hub is known by an address. */
function say(scene: Scene, parts = {}): ReplyContent {
  scene.seq += 1n;
  return scene.send({ ...scene.event(parts), reached: REACHED });
}

describe("own metrics", () => {
  test("S-02 the first answer says where own metrics go, at the address that the agent used", () => {
    const scene = open();
    expect(say(scene, FULL)).toEqual(TOLD_HERE);
    expect(scene.timeline()).toContain("own-metrics-offered");
  });

  test("S-03 later answers do not say it again", () => {
    const scene = open();
    say(scene, FULL);
    expect(say(scene)).toEqual({});
    expect(say(scene, { health: "ok" })).toEqual({});
  });

  test("F3 P-03 only agents that state ReportsOwnMetrics, as of their latest message, are told", () => {
    expect(say(open(HUB, SUPERVISOR), FULL)).toEqual({});
    const scene = open(intentOf(null));
    say(scene, FULL);
    scene.capabilities = SUPERVISOR;
    say(scene);
    scene.intent(HUB);
    expect(scene.pushes()).toEqual([]);
    scene.capabilities = CAPABLE;
    expect(say(scene)).toEqual(TOLD_HERE);
  });

  test.each(NOT_ADMITTED)("F13 an agent that is %s is told nothing", (admission) => {
    const scene = open({ ...HUB, admission });
    expect(say(scene, FULL)).toEqual({});
    scene.intent(HUB);
    expect(scene.pushes()).toEqual([TOLD_HERE]);
  });

  test("S-04 a change is pushed over a socket, and waits for a poll without one", () => {
    const elsewhere = "https://metrics.example/v1/metrics";
    const scene = open();
    say(scene, FULL);
    scene.intent(wanting({ kind: "endpoint", endpoint: elsewhere }));
    expect(scene.pushes()).toEqual([{ connectionSettings: { ownMetrics: elsewhere } }]);
    const poller = open(intentOf(null));
    poller.transport = "http";
    say(poller, FULL);
    poller.intent(HUB);
    expect(poller.pushes()).toEqual([]);
    expect(say(poller)).toEqual(TOLD_HERE);
  });

  test("S-08 told once per connection until metrics come; then never again, over a hub's restart too", () => {
    const scene = open();
    say(scene, FULL);
    scene.connectionId = "c2";
    expect(say(scene, FULL)).toEqual(TOLD_HERE);
    scene.give({ kind: "own-metrics" });
    expect(scene.saves()).toEqual(["report no"]);
    scene.give({ kind: "own-metrics" });
    expect(scene.effects).toEqual([]);
    scene.restartHub(true);
    scene.connectionId = "c3";
    scene.seq = -1n;
    expect(say(scene, FULL)).toEqual({});
  });

  test("S-04 another address of the hub is another destination", () => {
    const scene = open();
    say(scene, FULL);
    scene.give({ kind: "own-metrics" });
    scene.connectionId = "c2";
    scene.seq += 1n;
    const reached = { ...REACHED, hubUrl: "http://new:4320" };
    expect(scene.send({ ...scene.event(FULL), reached })).toEqual({
      connectionSettings: { ownMetrics: "http://new:4320/v1/metrics" },
    });
  });

  test("switched off: taken back where it was told, and not said to others", () => {
    const off = wanting({ kind: "off" });
    expect(say(open(off), FULL)).toEqual({});
    const scene = open();
    say(scene, FULL);
    scene.give({ kind: "own-metrics" });
    scene.intent(off);
    expect(scene.pushes()).toEqual([{ connectionSettings: { ownMetrics: "" } }]);
    scene.now += 1000;
    say(scene);
    scene.connectionId = "c2";
    expect(say(scene, FULL)).toEqual({});
    scene.intent(HUB);
    expect(scene.pushes()).toEqual([TOLD_HERE]);
  });

  test("a config goes with it: one restart for both", () => {
    const scene = open(wanting({ kind: "hub" }, "a"));
    expect(say(scene, FULL)).toEqual({
      ...TOLD_HERE,
      offer: { hash: hash("a"), attempt: 1 },
    });
  });

  test("F2 M-01 a command goes alone: settings first, the command with the next answer", () => {
    const scene = open(intentOf(null));
    scene.transport = "http";
    say(scene, FULL);
    scene.intent(HUB);
    scene.give({ kind: "asked", ask: { kind: "restart" } });
    expect(say(scene)).toEqual(TOLD_HERE);
    expect(say(scene)).toEqual({ command: "restart" });
  });

  test("S-06 an agent that names other settings is told again; S-07 one that failed is not", () => {
    const status = (scene: Scene, isLatest: boolean, word: "applied" | "failed") => {
      scene.seq += 1n;
      const connectionSettings = { isLatest, status: word, error: "no route" };
      return scene.send({ ...scene.event(), reached: REACHED, connectionSettings });
    };
    const scene = open();
    say(scene, FULL);
    expect(status(scene, true, "applied")).toEqual({});
    scene.connectionId = "c2";
    expect(status(scene, false, "applied")).toEqual(TOLD_HERE);
    expect(status(scene, false, "applied")).toEqual({});
    expect(status(scene, true, "failed")).toEqual({});
    expect(scene.state.report.settings).toMatchObject({
      settled: true,
      status: "failed",
      error: "no route",
    });
    scene.connectionId = "c3";
    expect(say(scene, FULL)).toEqual({});
  });

  test("S-12 traces and logs go along, each by its own bit, so that none is switched off by another", () => {
    const endpoint = "https://otlp.example/v1/traces";
    const connection = {
      ownMetrics: { kind: "hub" },
      ownTraces: { kind: "endpoint", endpoint },
      ownLogs: { kind: "off" },
    } as const;
    const scene = open(
      intentOf(null, { connection }),
      CAPABLE | agentCapabilities("ReportsOwnTraces"),
    );
    expect(say(scene, FULL)).toEqual({
      connectionSettings: { ownMetrics: HERE, ownTraces: endpoint },
    });
    scene.intent(intentOf(null, { connection: { ...connection, ownTraces: { kind: "off" } } }));
    expect(scene.pushes()).toEqual([{ connectionSettings: { ownMetrics: HERE, ownTraces: "" } }]);
  });

  test("F6 what is owed is said with a bare heartbeat; afterwards heartbeats are quiet again", () => {
    const scene = open(intentOf(null));
    scene.transport = "http";
    say(scene, FULL);
    say(scene);
    expect(scene.state.quiet).toBe(true);
    scene.intent(HUB);
    expect(say(scene)).toEqual(TOLD_HERE);
    say(scene);
    say(scene);
    expect(scene.saves()).toEqual([]);
    expect(scene.state.quiet).toBe(true);
  });
});
