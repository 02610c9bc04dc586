import { agentCapabilities } from "@fleethub/opamp";
import { describe, expect, test } from "vitest";
import { FULL, intentOf, Scene } from "../testing/scene.js";

function applied(name = "a"): Scene {
  const scene = new Scene(intentOf(name));
  scene.report(FULL);
  scene.apply(name);
  return scene;
}

describe("last good", () => {
  test("a hash that stood its time after APPLIED becomes last good, by the clock", () => {
    const scene = applied();
    expect(scene.state.outcome.lastGood).toBeNull();
    scene.wait(scene.settings.failureWindowMs - 1);
    expect(scene.state.outcome.lastGood).toBeNull();
    scene.wait(1);
    expect(scene.state.outcome).toMatchObject({ lastGood: "a", window: null });
    expect(scene.saves()).toContain("outcome no");
  });

  test("where health is not reported it is good at once", () => {
    const scene = new Scene(intentOf("a"));
    scene.capabilities = agentCapabilities("AcceptsRemoteConfig", "ReportsRemoteConfig");
    scene.report({ description: true, status: [null, "unset"] });
    scene.report({ status: ["a", "applied"] });
    expect(scene.state.outcome.lastGood).toBe("a");
  });

  test("a newer offer takes what stands, and that is committed before it leaves", () => {
    const scene = applied();
    scene.intent(intentOf("b"));
    expect(scene.state.outcome).toMatchObject({ lastGood: "a", window: null });
    expect(scene.saves()).toContain("outcome yes");
  });

  test("a newer offer takes nothing while the Collector restarts", () => {
    const scene = applied();
    scene.report({ health: "stopping" });
    scene.intent(intentOf("b"));
    expect(scene.state.outcome).toMatchObject({ lastGood: null, window: null });
  });

  test("unhealthy in the window fails the hash", () => {
    const scene = Scene.settledOn("a");
    scene.intent(intentOf("b"));
    scene.apply("b");
    expect(scene.report({ health: "broken" })).toEqual({ offer: { hash: "a", attempt: 1 } });
    expect(scene.state.outcome.hashes["b"]).toMatchObject({ rejected: true, kept: false });
  });

  test("unhealthy after the window fails nothing", () => {
    const scene = Scene.settledOn("a");
    expect(scene.report({ health: "broken" })).toEqual({});
    expect(scene.state.outcome.hashes["a"]?.rejected).toBe(false);
  });

  test("trouble that was there before the offer is none, an exit always is", () => {
    const scene = Scene.settledOn("a");
    scene.report({ health: "broken" });
    scene.intent(intentOf("b"));
    scene.report({ status: ["b", "applying"] });
    scene.now += 5_000;
    scene.report({ status: ["b", "applied"] });
    expect(scene.state.outcome.hashes["b"]?.rejected).toBe(false);
    scene.report({ health: "broken" });
    expect(scene.state.outcome.hashes["b"]?.rejected).toBe(false);
    scene.report({ health: "exited" });
    expect(scene.state.outcome.hashes["b"]?.rejected).toBe(true);
  });

  test("APPLIED without APPLYING counts once effective is judged to contain it", () => {
    const scene = new Scene(intentOf("a"));
    scene.report(FULL);
    scene.report({ status: ["a", "applied"], effective: "running a" });
    expect(scene.state.outcome.window).toBeNull();
    expect(scene.words.sync).toBe("applying");
    scene.judge("a", "contains");
    expect(scene.state.outcome.window?.hash).toBe("a");
    expect(scene.words).toMatchObject({ sync: "in-sync", verified: "effective" });
  });

  test("APPLIED without APPLYING does not count while effective says otherwise", () => {
    const scene = new Scene(intentOf("a"));
    scene.report(FULL);
    scene.report({ status: ["a", "applied"] });
    scene.judge("a", "differs");
    expect(scene.state.outcome.window).toBeNull();
    expect(scene.words).toMatchObject({ sync: "drifted", reason: "exporters.debug is absent" });
    scene.wait(600_000);
    expect(scene.state.outcome.lastGood).toBeNull();
  });

  test("after a restart of the hub the window closes only after a full report", () => {
    const scene = applied();
    scene.restartHub(true);
    scene.now += 120_000;
    expect(scene.report()).toEqual({ fullState: true });
    scene.wait(60_000);
    expect(scene.state.outcome.lastGood).toBeNull();
    scene.report({ ...FULL, status: ["a", "applied"], effective: "running a" });
    expect(scene.state.outcome).toMatchObject({ lastGood: "a", window: null });
  });

  test("APPLIED on a new connection does not fail by what was said in the middle of the restart", () => {
    for (const hubDied of [true, false]) {
      const scene = Scene.settledOn("a");
      scene.intent(intentOf("b"));
      scene.report({ status: ["b", "applying"] });
      scene.report({ health: "starting" });
      scene.give({ kind: "disconnected", connectionId: "c1" });
      if (hubDied) scene.restartHub();
      scene.now += 600_000;
      scene.connectionId = "c2";
      const { health: _, ...rest } = FULL;
      scene.report({ ...rest, status: ["b", "applied"], effective: "running b" });
      scene.judge("b", "contains");
      expect(scene.words.health).toBe("restarting");
      expect(scene.state.outcome.hashes["b"]).toMatchObject({ rejected: false });
      scene.report({ health: "ok" });
      scene.wait(scene.settings.failureWindowMs);
      expect(scene.state.outcome).toMatchObject({ lastGood: "b", window: null });
    }
  });

  test("a new connection on which the Collector never comes up fails the hash in time", () => {
    const scene = Scene.settledOn("a");
    scene.intent(intentOf("b"));
    scene.report({ status: ["b", "applying"] });
    scene.report({ health: "starting" });
    scene.restartHub();
    scene.connectionId = "c2";
    const { health: _, ...rest } = FULL;
    scene.report({ ...rest, status: ["b", "applied"], effective: "running b" });
    scene.judge("b", "contains");
    scene.wait(scene.settings.restartingMs);
    expect(scene.state.outcome.hashes["b"]).toMatchObject({ rejected: true });
  });

  test("nobody watches a window while the agent is away", () => {
    const scene = applied();
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.wait(600_000);
    expect(scene.state.outcome.lastGood).toBeNull();
    scene.connectionId = "c2";
    scene.report();
    expect(scene.state.outcome.lastGood).toBe("a");
  });

  test("a window waits for what a lost message said", () => {
    const scene = Scene.settledOn("a");
    scene.intent(intentOf("b"));
    scene.apply("b");
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.wait(600_000);
    scene.connectionId = "c2";
    expect(scene.report({}, 1n)).toEqual({ fullState: true });
    expect(scene.state.outcome).toMatchObject({ lastGood: "a", window: { hash: "b" } });
    scene.report({ ...FULL, health: "exited", status: ["b", "applied"], effective: "running b" });
    expect(scene.state.outcome).toMatchObject({ lastGood: "a", returning: { to: "a" } });
  });

  test("a supervisor that is shut down in the window failed nothing", () => {
    const scene = applied();
    const event = scene.event({ health: "exited", disconnect: true });
    const health = event.health && { ...event.health, lastError: "Supervisor is shutdown" };
    scene.seq += 1n;
    scene.send({ ...event, seq: scene.seq, ...(health && { health }) });
    expect(scene.state.outcome.hashes["a"]?.rejected).toBe(false);
  });
});
