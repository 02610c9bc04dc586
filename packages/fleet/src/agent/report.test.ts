import { agentCapabilities } from "@fleethub/opamp";
import { describe, expect, test } from "vitest";
import { FULL, intentOf, Scene, SUPERVISOR } from "../testing/scene.js";

describe("reports", () => {
  test("F6 B-05 a bare heartbeat moves last-seen and seq, and saves nothing", () => {
    const scene = Scene.settledOn("a");
    const before = scene.state;
    scene.now += 1_000;
    expect(scene.report()).toEqual({});
    expect(scene.effects.map(({ kind }) => kind)).toEqual(["touch", "reply"]);
    const { seq, lastSeenAt, ...rest } = scene.state.report;
    expect(seq).toBe(scene.seq);
    expect(lastSeenAt).toBe(scene.now);
    expect(before.report).toMatchObject(rest);
    expect(scene.state.outcome).toBe(before.outcome);
  });

  test("F6 a heartbeat with something owed is looked at", () => {
    const scene = Scene.settledOn("a");
    scene.transport = "http";
    scene.connectionId = "poll";
    scene.report();
    scene.intent(intentOf("b"));
    expect(scene.report()).toEqual({ offer: { hash: "b", attempt: 1 } });
  });

  test("F7 C-01 an absent part leaves what was known", () => {
    const scene = Scene.settledOn("a");
    const before = scene.state.report;
    scene.report({ health: "degraded" });
    expect(scene.state.report).toMatchObject({
      description: before.description,
      effective: before.effective,
      remoteConfig: before.remoteConfig,
    });
  });

  test("F7 C-02 a present part replaces the old one whole", () => {
    const scene = Scene.settledOn("a");
    scene.report({ status: ["x", "failed", "no"] });
    scene.report({ status: [null, "unset"] });
    expect(scene.state.report.remoteConfig).toMatchObject({
      hash: null,
      status: "unset",
      error: "",
    });
  });

  test("F7 C-04 capabilities change at once, and 0 leaves them", () => {
    const scene = Scene.settledOn("a");
    scene.capabilities = 0n;
    scene.report({ health: "ok" });
    expect(scene.state.report.capabilities).toBe(SUPERVISOR);
    scene.capabilities = agentCapabilities("ReportsStatus");
    scene.report();
    expect(scene.state.report.capabilities).toBe(1n);
  });

  test("P-10 unknown capability bits are kept and harm nothing", () => {
    const scene = new Scene(intentOf("a"));
    scene.capabilities = SUPERVISOR | (1n << 40n);
    expect(scene.report(FULL)).toEqual({ offer: { hash: "a", attempt: 1 } });
    expect(scene.state.report.capabilities).toBe(SUPERVISOR | (1n << 40n));
  });

  test("F-02 an unknown status word is kept and breaks nothing", () => {
    const scene = Scene.settledOn("a");
    const event = scene.event();
    scene.seq += 1n;
    const remoteConfig = { hash: null, status: "unknown" as const, error: "", at: scene.now };
    scene.send({ ...event, seq: scene.seq, remoteConfig });
    expect(scene.state.report.remoteConfig?.status).toBe("unknown");
  });

  test("F10 the same state and event give the same result", () => {
    const scene = Scene.settledOn("a", intentOf("a"));
    const again = Scene.settledOn("a", intentOf("a"));
    expect(again.state).toEqual(scene.state);
    expect(again.effects).toEqual(scene.effects);
  });
});
