import { agentCapabilities } from "@fleethub/opamp";
import { describe, expect, test } from "vitest";
import { FULL, HAND_BACK, intentOf, Scene } from "../testing/scene.js";
import { WAYS } from "../testing/ways.js";

describe("config sync", () => {
  test.each(Object.entries(WAYS))("%s is reached, and shown as such", (word, way) => {
    const scene = way();
    expect(scene.words.sync).toBe(word);
    expect(scene.state.shown.sync).toBe(word);
  });

  test("drift is noted once and ends when effective contains desired again", () => {
    const scene = WAYS.drifted();
    expect(scene.timeline()).toEqual(["drifted"]);
    scene.report({ effective: "running a" });
    expect(scene.words.sync).toBe("in-sync");
  });

  test("E-03 effective that differs is no failure", () => {
    const scene = WAYS.drifted();
    expect(scene.state.outcome.hashes["a"]?.rejected).toBe(false);
    expect(scene.report()).toEqual({});
  });

  test("in-sync without acknowledgement where effective contains target", () => {
    const scene = new Scene(intentOf("a"));
    scene.capabilities = agentCapabilities("ReportsStatus", "ReportsEffectiveConfig");
    scene.report({ description: true, effective: "running a" });
    expect(scene.words.sync).toBe("incompatible");
    scene.judge("a", "contains");
    expect(scene.words).toMatchObject({ sync: "in-sync", verified: "effective" });
  });

  test("G-12 an agent that never reports is verified by nothing", () => {
    const scene = new Scene(intentOf("a"));
    scene.capabilities = agentCapabilities("AcceptsRemoteConfig");
    scene.report({ description: true });
    expect(scene.words).toMatchObject({ sync: "offered", verified: "none" });
  });

  test("G-08 an acknowledgement without effective is acknowledged only", () => {
    const scene = new Scene(intentOf("a"));
    scene.capabilities = agentCapabilities("AcceptsRemoteConfig", "ReportsRemoteConfig");
    scene.report({ description: true, status: [null, "unset"] });
    scene.report({ status: ["a", "applied"] });
    expect(scene.words).toMatchObject({ sync: "in-sync", verified: "acknowledged" });
  });

  test("a pin to local is in sync once the hand-back is acknowledged", () => {
    const scene = Scene.settledOn("a");
    scene.intent(intentOf(HAND_BACK));
    scene.report({ status: [HAND_BACK, "applying"] });
    scene.report({ status: [HAND_BACK, "applied"] });
    expect(scene.words).toMatchObject({ sync: "in-sync", verified: "acknowledged" });
    expect(scene.words.configuration).toBeNull();
  });

  test("C-03 a status that becomes unset is a hash never received", () => {
    const scene = Scene.settledOn("a");
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.connectionId = "c2";
    scene.seq = -1n;
    expect(scene.report(FULL)).toEqual({ offer: { hash: "a", attempt: 1 } });
    expect(scene.words.sync).toBe("offered");
  });
});
