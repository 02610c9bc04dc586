import type { ConfigSync } from "../index.js";
import { FULL, hash, intentOf, Scene } from "./scene.js";

/** One way into every word. A word without one does not compile. */
export const WAYS: { readonly [Word in ConfigSync]: () => Scene } = {
  "awaiting-approval": () => {
    const scene = new Scene(intentOf("a", { admission: "awaiting-approval" }));
    scene.report(FULL);
    return scene;
  },
  unmanaged: () => {
    const scene = new Scene(intentOf(null));
    scene.report(FULL);
    return scene;
  },
  incompatible: () => {
    const scene = new Scene(intentOf("a"));
    scene.report({ ...FULL, components: ["k", true] });
    const verdict = { question: "runnable", hash: hash("a"), componentsHash: "k" } as const;
    scene.give({ kind: "judged", verdict: { ...verdict, answer: "not-runnable", reason: "no" } });
    return scene;
  },
  failed: () => {
    const scene = Scene.settledOn("a");
    scene.intent(intentOf("b"));
    scene.crash("b");
    return scene;
  },
  "rolled-back": () => {
    const scene = WAYS.failed();
    scene.apply("a");
    return scene;
  },
  applying: () => {
    const scene = WAYS.offered();
    scene.report({ status: ["a", "applying"] });
    return scene;
  },
  offered: () => {
    const scene = new Scene(intentOf("a"));
    scene.report(FULL);
    return scene;
  },
  pending: () => {
    const scene = new Scene(intentOf(null));
    scene.report(FULL);
    scene.give({ kind: "disconnected", connectionId: "c1" });
    scene.intent(intentOf("a"));
    return scene;
  },
  drifted: () => {
    const scene = Scene.settledOn("a");
    scene.report({ effective: "somebody edited it" });
    scene.judge("a", "differs");
    return scene;
  },
  "in-sync": () => Scene.settledOn("a"),
};
