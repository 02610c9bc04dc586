import { agentCapabilities } from "@fleethub/opamp";
import { describe, expect, test } from "vitest";
import { AGENT_SETTINGS, emptyReport, presenceOf } from "../index.js";
import { FULL, Scene } from "../testing/scene.js";

describe("presence", () => {
  test("an agent that never reported is never-seen", () => {
    expect(presenceOf(emptyReport, null, 0, AGENT_SETTINGS)).toBe("never-seen");
  });

  test("B-04 silence of three intervals is stale, and the next word ends it", () => {
    const scene = new Scene();
    scene.report(FULL);
    scene.wait(90_000);
    expect(scene.state.shown.presence).toBe("connected");
    scene.wait(2);
    expect(scene.state.shown.presence).toBe("stale");
    expect(scene.timeline()).toEqual(["stale"]);
    scene.report();
    expect(scene.state.shown.presence).toBe("connected");
    expect(scene.timeline()).toEqual(["connected"]);
    expect(scene.saves()).toContain("report no");
  });

  test("B-01 any message is a heartbeat, and heartbeats move no timers", () => {
    const scene = new Scene();
    scene.report(FULL);
    scene.wait(60_000);
    scene.report();
    expect(scene.effects.some(({ kind }) => kind === "wake")).toBe(false);
    scene.wait(60_000);
    expect(scene.state.shown.presence).toBe("connected");
    scene.wait(40_000);
    expect(scene.state.shown.presence).toBe("stale");
  });

  test("B-02 a socket without promised heartbeats is connected, however silent", () => {
    const scene = new Scene();
    scene.capabilities = agentCapabilities("ReportsStatus");
    scene.report({ description: true });
    scene.wait(86_400_000);
    expect(scene.state.shown.presence).toBe("connected");
  });

  test("D-04 a silent poller is stale, then disconnected", () => {
    const scene = new Scene();
    scene.transport = "http";
    scene.capabilities = agentCapabilities("ReportsStatus");
    scene.report({ description: true });
    scene.wait(90_001);
    expect(scene.state.shown.presence).toBe("stale");
    scene.wait(300_000);
    expect(scene.state.shown.presence).toBe("disconnected");
    scene.report();
    expect(scene.state.shown.presence).toBe("connected");
  });

  test("an agent that does not come back after a hub's restart is disconnected in the end", () => {
    const scene = new Scene();
    scene.report(FULL);
    scene.restartHub();
    scene.wait(299_999);
    expect(scene.state.report.disconnectedAt).toBeNull();
    scene.wait(1);
    expect(scene.state.shown.presence).toBe("disconnected");
  });
});
