import { describe, expect, test } from "vitest";
import { FULL, intentOf, Scene } from "../testing/scene.js";
import { targetOf } from "./target.js";
import type { AgentIntent } from "./facts.js";

const OFFER_A = { offer: { hash: "a", attempt: 1 } };

function suspended(name: string): AgentIntent {
  const intent = intentOf(name);
  if (intent.desired.kind !== "revision") throw new Error("A revision was meant.");
  return { ...intent, desired: { ...intent.desired, source: "assignment", suspended: true } };
}

describe("a suspended assignment", () => {
  test("F8 is not offered, and waits with the reason", () => {
    const scene = new Scene(suspended("a"));
    expect(scene.report(FULL)).toEqual({});
    expect(scene.report()).toEqual({});
    expect(targetOf(scene.state)).toMatchObject({ kind: "none", because: "suspended" });
    expect(scene.words).toMatchObject({ sync: "pending", reason: "Its rollout is paused." });
  });

  test("F8 is offered when it waits no longer", () => {
    const scene = new Scene(suspended("a"));
    scene.report(FULL);
    scene.report();
    scene.intent(intentOf("a"), false);
    expect(scene.pushes()).toEqual([OFFER_A]);
  });

  test("F8 an offer that was not acknowledged is not repeated", () => {
    const scene = new Scene(intentOf("a"));
    expect(scene.report(FULL)).toEqual(OFFER_A);
    scene.intent(suspended("a"), false);
    scene.wait(scene.settings.offerRetryMs * 3);
    expect(scene.report()).toEqual({});
    scene.connectionId = "c2";
    expect(scene.report({ ...FULL })).toEqual({});
  });

  test("F8 what the agent acknowledged stays wanted", () => {
    const scene = new Scene(intentOf("a"));
    scene.report(FULL);
    scene.report({ status: ["a", "applying"] });
    scene.intent(suspended("a"), false);
    scene.apply("a");
    expect(targetOf(scene.state)).toMatchObject({ kind: "offer", hash: "a" });
    expect(scene.words.sync).toBe("in-sync");
  });

  test("F8 F14 a return goes its way meanwhile", () => {
    const scene = new Scene(intentOf("good"));
    scene.report(FULL);
    scene.apply("good");
    scene.wait(scene.settings.failureWindowMs + 1);
    scene.report();
    scene.intent(intentOf("bad"), false);
    scene.report({ status: ["bad", "applying"] });
    scene.intent(suspended("bad"), false);
    expect(scene.crash("bad")).toMatchObject({ offer: { hash: "good" } });
  });
});
