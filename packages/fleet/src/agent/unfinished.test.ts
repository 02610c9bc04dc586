import { describe, expect, test } from "vitest";
import { FULL, intentOf, Scene } from "../testing/scene.js";

/** Good on `a`, was applying `b` when its supervisor was killed and started anew. */
function startedAnew(): Scene {
  const scene = Scene.settledOn("a");
  scene.intent(intentOf("b"));
  scene.report({ status: ["b", "applying"] });
  scene.give({ kind: "disconnected", connectionId: scene.connectionId });
  scene.connectionId = "c2";
  scene.seq = -1n;
  scene.report({ ...FULL, health: "{}", status: ["b", "applying"], effective: "merged b" });
  return scene;
}

describe("APPLYING that nobody finishes", () => {
  test("REAL a supervisor that starts anew says APPLYING for ever: healthy on that config is applied", () => {
    const scene = startedAnew();
    expect(scene.words.sync).toBe("applying");
    scene.judge("b", "contains");
    expect(scene.words.sync, "not before it is healthy").toBe("applying");
    scene.report({ health: "ok" });
    expect(scene.timeline()).toContain("config-applied");
    expect(scene.words).toMatchObject({ sync: "in-sync", verified: "effective" });
    scene.wait(scene.settings.failureWindowMs + 1);
    expect(scene.state.outcome.lastGood).toBe("b");
    scene.wait(scene.settings.applyingAskMs * 3);
    expect(scene.report(), "nobody is asked what became of it").toEqual({});
  });

  test("Q-11 what counted still counts after the hub was drained", () => {
    const scene = startedAnew();
    scene.judge("b", "contains");
    scene.report({ health: "ok" });
    scene.restartHub(true);
    expect(scene.words.sync).toBe("in-sync");
  });

  test("REAL where its Collector exits instead, that is the failure, and it is returned", () => {
    const scene = startedAnew();
    scene.judge("b", "contains");
    scene.now += 1;
    expect(scene.report({ health: "exited" })).toEqual({ offer: { hash: "a", attempt: 1 } });
    expect(scene.timeline()).toEqual(expect.arrayContaining(["config-failed", "returning"]));
    scene.apply("a");
    expect(scene.words.sync).toBe("rolled-back");
  });

  test("an exit after it counted fails it as any other in the window", () => {
    const scene = startedAnew();
    scene.judge("b", "contains");
    scene.report({ health: "ok" });
    expect(scene.report({ health: "exited" })).toEqual({ offer: { hash: "a", attempt: 1 } });
  });

  test("a supervisor that is seen applying has its say: nothing counts before APPLIED", () => {
    const scene = Scene.settledOn("a");
    scene.intent(intentOf("b"));
    scene.report({ status: ["b", "applying"], effective: "merged b" });
    scene.report({ health: "ok" });
    scene.judge("b", "contains");
    expect(scene.words.sync).toBe("applying");
  });

  test("F14 a return that was being applied is acknowledged", () => {
    const scene = Scene.settledOn("a");
    scene.intent(intentOf("b"));
    scene.crash("b");
    scene.report({ status: ["a", "applying"] });
    scene.connectionId = "c2";
    scene.seq = -1n;
    scene.report({ ...FULL, health: "{}", status: ["a", "applying"], effective: "merged a" });
    scene.judge("a", "contains");
    scene.report({ health: "ok" });
    expect(scene.timeline()).toContain("returned");
    expect(scene.words).toMatchObject({ sync: "rolled-back", verified: "effective" });
  });

  test("health of an earlier connection does not say that it runs", () => {
    const scene = Scene.settledOn("a");
    scene.intent(intentOf("b"));
    scene.report({ status: ["b", "applying"] });
    scene.restartHub();
    scene.now += 1;
    scene.connectionId = "c2";
    const { health: _, ...rest } = FULL;
    scene.report({ ...rest, status: ["b", "applying"], effective: "merged b" });
    scene.judge("b", "contains");
    expect(scene.words.health).toBe("healthy");
    expect(scene.state.outcome.window, "it was healthy under the one before").toBeNull();
    scene.report({ health: "ok" });
    expect(scene.state.outcome.window?.hash).toBe("b");
  });

  test("F14 after the hub died, the exit of what failed does not fail the way back", () => {
    const scene = Scene.settledOn("a");
    scene.intent(intentOf("b"));
    scene.crash("b");
    scene.restartHub();
    scene.connectionId = "c2";
    scene.report({ ...FULL, health: "exited", status: ["a", "applying"], effective: "running a" });
    expect(scene.state.outcome.returning?.status).toBe("open");
    scene.report({ health: "ok" });
    scene.report({ status: ["a", "applied"] });
    scene.judge("a", "contains");
    expect(scene.words.sync).toBe("rolled-back");
  });

  test("after the hub died, FAILED still fails what it believed", () => {
    const scene = Scene.settledOn("a");
    scene.intent(intentOf("b"));
    scene.report({ status: ["b", "applying"] });
    scene.restartHub();
    scene.report({ ...FULL, status: ["b", "applying"], effective: "merged b" });
    scene.judge("b", "contains");
    expect(scene.words.sync).toBe("in-sync");
    expect(scene.report({ status: ["b", "failed", "Config apply timeout exceeded"] })).toEqual({
      offer: { hash: "a", attempt: 1 },
    });
  });
});
