import { describe, expect, test } from "vitest";
import type { AgentState } from "../index.js";
import { FULL, HAND_BACK, intentOf, Scene } from "../testing/scene.js";

const EXITED = "Agent exited unexpectedly with exit code 1 while applying configuration";
const REFUSED = "configuration validation failed: unknown type kafka";

/** Good on `a`, then offered `b`. */
function offeredB(): Scene {
  const scene = Scene.settledOn("a");
  scene.intent(intentOf("b"));
  return scene;
}

function returning(state: AgentState): string | undefined {
  return state.outcome.returning?.status;
}

describe("failures and returns", () => {
  test("F14 a failure that was not kept commits one decision and returns to last good at once", () => {
    const scene = offeredB();
    expect(scene.crash("b")).toEqual({ offer: { hash: "a", attempt: 1 } });
    expect(scene.saves()).toContain("outcome if-store-answers");
    expect(scene.timeline()).toEqual(["config-failed", "returning", "config-offered"]);
    expect(scene.words.sync).toBe("failed");
    expect(scene.words.reason).toContain("set agent.validate_config");
    scene.apply("a");
    expect(scene.words).toMatchObject({ sync: "rolled-back", verified: "effective" });
    expect(scene.state.outcome.returning).toMatchObject({ status: "acknowledged", by: "hub" });
  });

  test("F14 what is saved comes before what is sent", () => {
    const scene = offeredB();
    scene.crash("b");
    const kinds = scene.effects.map(({ kind }) => kind);
    expect(kinds.indexOf("save")).toBeLessThan(kinds.indexOf("reply"));
  });

  test("F14 the same failure said again decides nothing new", () => {
    const scene = offeredB();
    scene.crash("b");
    const { returning: decision } = scene.state.outcome;
    scene.report({ status: ["b", "failed", EXITED] });
    scene.restartHub();
    scene.report({ ...FULL, status: ["b", "failed", EXITED] });
    expect(scene.state.outcome.returning).toEqual(decision);
  });

  test("F14 an APPLIED that was stored before the failure ends no return", () => {
    const scene = offeredB();
    const before = scene.state.report;
    scene.crash("b");
    scene.restartHub(false, before);
    scene.connectionId = "c2";
    expect(scene.report()).toEqual({ fullState: true });
    expect(returning(scene.state)).toBe("open");
    scene.report({ ...FULL, health: "exited", status: ["a", "applying"], effective: "running b" });
    expect(scene.state.outcome.hashes["a"]?.rejected).toBe(false);
    scene.report({ health: "ok", effective: "running a" });
    scene.report({ status: ["a", "applied"] });
    scene.judge("a", "contains");
    expect(returning(scene.state)).toBe("acknowledged");
  });

  test("F14 a hub that died goes on with the return", () => {
    const scene = offeredB();
    scene.crash("b");
    scene.restartHub();
    expect(scene.report({ health: "exited" })).toEqual({ fullState: true });
    expect(scene.report({ ...FULL, health: "exited", status: ["b", "failed", EXITED] })).toEqual({
      offer: { hash: "a", attempt: 1 },
    });
    scene.apply("a");
    expect(returning(scene.state)).toBe("acknowledged");
  });

  test("F14 FAILED on the return ends it, and nothing is offered any more", () => {
    const scene = offeredB();
    scene.crash("b");
    expect(scene.crash("a")).toEqual({});
    expect(scene.timeline()).toContain("return-failed");
    expect(returning(scene.state)).toBe("failed");
    expect(scene.words.sync).toBe("failed");
    scene.wait(600_000);
    expect(scene.pushes()).toEqual([]);
    expect(scene.report({ ...FULL, status: ["a", "failed", EXITED] })).toEqual({});
  });

  test("F14 target moving to another hash that can be offered ends the return", () => {
    const scene = offeredB();
    scene.crash("b");
    scene.intent(intentOf("c"));
    expect(scene.pushes()).toEqual([{ offer: { hash: "c", attempt: 1 } }]);
    expect(returning(scene.state)).toBe("superseded");
  });

  test("F14 the very first configuration of a guest is handed back", () => {
    const scene = new Scene(intentOf("a"));
    scene.report(FULL);
    expect(scene.crash("a")).toEqual({ offer: { hash: HAND_BACK, attempt: 1 } });
    scene.report({ status: [HAND_BACK, "applying"], health: "starting" });
    scene.report({ health: "ok", effective: "own" });
    scene.report({ status: [HAND_BACK, "applied"] });
    expect(scene.timeline()).toContain("handed-back");
    expect(scene.words).toMatchObject({ sync: "rolled-back", verified: "acknowledged" });
  });

  test("F14 an agent that came with a hash of its own is not handed back", () => {
    const scene = new Scene(intentOf("a"));
    expect(scene.report({ ...FULL, status: ["theirs", "applied"] }).offer?.hash).toBe("a");
    expect(scene.crash("a")).toEqual({});
    expect(scene.timeline()).toContain("return-failed");
    expect(returning(scene.state)).toBe("impossible");
    expect(scene.words.sync).toBe("failed");
  });

  test("F14 an agent without a supervisor is not handed back", () => {
    const scene = new Scene(intentOf("a"));
    scene.report({ ...FULL, supervised: false });
    expect(scene.crash("a")).toEqual({});
    expect(returning(scene.state)).toBe("impossible");
  });

  test("G-09 the failed hash is not offered again by itself", () => {
    const scene = offeredB();
    scene.crash("b");
    scene.apply("a");
    scene.wait(3_600_000);
    expect(scene.effects.filter(({ kind }) => kind === "push")).toEqual([]);
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.connectionId = "c2";
    expect(scene.report()).toEqual({});
    scene.intent(intentOf("b"), false);
    expect(scene.pushes()).toEqual([]);
  });

  test("G-10 a supervisor that had returned by itself is left there", () => {
    const scene = offeredB();
    scene.crash("b");
    expect(
      scene.report({ status: ["a", "applied"], health: "ok", effective: "running a" }),
    ).toEqual({});
    scene.judge("a", "contains");
    expect(scene.words.sync).toBe("rolled-back");
    expect(scene.state.outcome.returning).toMatchObject({
      status: "acknowledged",
      by: "supervisor",
    });
    expect(scene.report()).toEqual({});
  });

  test("G-10 so is one that returned elsewhere than the hub would have sent it", () => {
    const scene = new Scene(intentOf("b"));
    scene.report({ ...FULL, status: ["theirs", "applied"] });
    scene.crash("b");
    expect(returning(scene.state)).toBe("impossible");
    expect(scene.report({ status: ["theirs", "applied"], health: "ok" })).toEqual({});
    expect(scene.words.sync).toBe("rolled-back");
    expect(scene.state.outcome.returning).toMatchObject({ to: "theirs", by: "supervisor" });
  });

  test("a refused config is kept: nothing is offered, the previous one runs on", () => {
    const scene = offeredB();
    expect(scene.report({ status: ["b", "failed", REFUSED] })).toEqual({});
    expect(scene.state.outcome.hashes["b"]).toMatchObject({ rejected: true, kept: true });
    expect(scene.words).toMatchObject({ sync: "failed", reason: REFUSED });
    expect(scene.report()).toEqual({});
    scene.intent(intentOf("c"));
    expect(scene.pushes()).toEqual([{ offer: { hash: "c", attempt: 1 } }]);
  });

  test("FAILED without APPLYING is kept only where no message was lost in between", () => {
    const kept = offeredB();
    kept.report({ status: ["b", "failed", "cannot parse"] });
    expect(kept.state.outcome.hashes["b"]?.kept).toBe(true);
    const lost = offeredB();
    lost.report({ status: ["b", "failed", "cannot parse"] }, 1n);
    expect(lost.state.outcome.hashes["b"]?.kept).toBe(false);
    expect(returning(lost.state)).toBe("open");
  });

  test("a crash under a kept failure opens the return", () => {
    const scene = offeredB();
    scene.report({ status: ["b", "failed", REFUSED] });
    expect(scene.report({ health: "exited" })).toEqual({ offer: { hash: "a", attempt: 1 } });
  });

  test("a supervisor that starts anew under a kept failure opens the return", () => {
    const scene = offeredB();
    scene.report({ status: ["b", "failed", REFUSED] });
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.connectionId = "c2";
    scene.seq = -1n;
    expect(scene.report({ ...FULL, health: "{}", status: ["b", "failed", REFUSED] })).toEqual({
      offer: { hash: "a", attempt: 1 },
    });
  });
});

describe("asking again", () => {
  test("a second hand-back is called one too, although the local files are last good by then", () => {
    const scene = new Scene(intentOf("b"));
    scene.report(FULL);
    scene.crash("b");
    scene.apply(HAND_BACK);
    scene.intent(intentOf("b"));
    scene.crash("b");
    expect(scene.state.outcome).toMatchObject({
      lastGood: HAND_BACK,
      returning: { to: HAND_BACK, means: "hand-back" },
    });
  });

  test("F4 an operator's new attempt clears the mark in its own commit", () => {
    const scene = offeredB();
    scene.report({ status: ["b", "failed", REFUSED] });
    scene.apply("a");
    scene.intent(intentOf("b"));
    expect(scene.saves()).toContain("outcome yes");
    expect(scene.pushes()).toEqual([{ offer: { hash: "b", attempt: 2 } }]);
  });

  test("F4 where the agent reports the hash already, last good goes first and the hash follows", () => {
    const scene = offeredB();
    scene.report({ status: ["b", "failed", REFUSED] });
    scene.intent(intentOf("b"));
    expect(scene.pushes()).toEqual([{ offer: { hash: "a", attempt: 1 } }]);
    scene.report({ status: ["a", "applying"] });
    expect(scene.report({ health: "ok", effective: "running a" })).toEqual({});
    expect(scene.report({ status: ["a", "applied"] })).toEqual({
      offer: { hash: "b", attempt: 2 },
    });
    scene.apply("b");
    expect(scene.words).toMatchObject({ sync: "in-sync", verified: "effective" });
  });

  test("F4 without last good the local configuration goes first", () => {
    const scene = new Scene(intentOf("a"));
    scene.report(FULL);
    scene.report({ status: ["a", "failed", REFUSED] });
    scene.intent(intentOf("a"));
    expect(scene.pushes()).toEqual([{ offer: { hash: HAND_BACK, attempt: 1 } }]);
    scene.report({ status: [HAND_BACK, "applying"] });
    expect(scene.report({ status: [HAND_BACK, "applied"] })).toEqual({
      offer: { hash: "a", attempt: 2 },
    });
  });

  test("F14 a second attempt that fails decides anew", () => {
    const scene = offeredB();
    scene.crash("b");
    scene.apply("a");
    scene.intent(intentOf("b"));
    expect(scene.pushes()).toEqual([{ offer: { hash: "b", attempt: 2 } }]);
    expect(scene.crash("b")).toEqual({ offer: { hash: "a", attempt: 1 } });
    expect(scene.state.outcome.returning).toMatchObject({ from: "b", attempt: 2, status: "open" });
  });

  test("F14 a status counts only after the attempt's first offer", () => {
    const scene = offeredB();
    scene.crash("b");
    scene.intent(intentOf("b"));
    expect(scene.pushes()).toEqual([]);
    scene.report({ ...FULL, status: ["b", "failed", EXITED] });
    expect(scene.state.outcome.hashes["b"]).toMatchObject({ attempt: 2, rejected: false });
  });

  test("F14 the offer of a hash that ever failed here is committed before it is sent", () => {
    const scene = offeredB();
    scene.crash("b");
    scene.apply("a");
    scene.report();
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.intent(intentOf("b"));
    scene.connectionId = "c2";
    expect(scene.report()).toEqual({ offer: { hash: "b", attempt: 2 } });
    expect(scene.saves()).toContain("outcome yes");
  });

  test("asking again for what stands in good order starts no attempt", () => {
    const scene = Scene.settledOn("a");
    scene.intent(intentOf("a"));
    expect(scene.pushes()).toEqual([]);
    expect(scene.state.outcome.hashes["a"]?.attempt).toBe(1);
  });

  test("REAL a doubtful APPLIED and then an exit is a failure", () => {
    const scene = Scene.settledOn("a");
    scene.intent(intentOf("b"));
    scene.report({ status: ["b", "applied"] });
    scene.judge("b", "differs");
    expect(scene.words.sync).toBe("drifted");
    expect(scene.report({ health: "exited" })).toEqual({ offer: { hash: "a", attempt: 1 } });
  });

  test("REAL the false APPLIED of a repeated bad hash changes nothing", () => {
    const scene = offeredB();
    scene.crash("b");
    expect(scene.report({ status: ["b", "applied"] })).toEqual({});
    expect(scene.timeline()).toContain("config-applied-not-believed");
    expect(scene.words.sync).toBe("failed");
    expect(scene.state.outcome.lastGood).toBe("a");
    expect(returning(scene.state)).toBe("open");
  });
});
