import { describe, expect, test } from "vitest";
import type { ConfigSync } from "../index.js";
import { hash, intentOf, type Scene } from "../testing/scene.js";
import { WAYS } from "../testing/ways.js";

const EXITED = "Agent exited unexpectedly with exit code 1 while applying configuration";

/** What can happen to an agent whose desired config is some hash. */
const HAPPENINGS = {
  "says applying": (scene: Scene) => scene.report({ status: [wanted(scene), "applying"] }),
  "says applied": (scene: Scene) => {
    const name = wanted(scene);
    scene.report({ status: [name, "applied"], health: "ok", effective: `running ${name}` });
    scene.judge(name, "contains");
  },
  "says failed": (scene: Scene) => scene.report({ status: [wanted(scene), "failed", EXITED] }),
  exits: (scene: Scene) => scene.report({ health: "exited" }),
  disconnects: (scene: Scene) => scene.give({ kind: "disconnected", connectionId: "c1" }),
  "is unpinned": (scene: Scene) => scene.intent(intentOf(null), false),
  "is pinned elsewhere": (scene: Scene) => scene.intent(intentOf("z", { forced: true })),
  "is disapproved": (scene: Scene) =>
    scene.intent({ ...scene.state.intent, admission: "awaiting-approval" }, false),
} as const;

type Happening = keyof typeof HAPPENINGS;

/** Every word, and what becomes of it. A missing row or cell does not compile. */
const TABLE: { readonly [Word in ConfigSync]: { readonly [What in Happening]: ConfigSync } } = {
  "awaiting-approval": {
    "says applying": "awaiting-approval",
    "says applied": "awaiting-approval",
    "says failed": "awaiting-approval",
    exits: "awaiting-approval",
    disconnects: "awaiting-approval",
    "is unpinned": "unmanaged",
    "is pinned elsewhere": "offered",
    "is disapproved": "awaiting-approval",
  },
  unmanaged: {
    "says applying": "unmanaged",
    "says applied": "unmanaged",
    "says failed": "unmanaged",
    exits: "unmanaged",
    disconnects: "unmanaged",
    "is unpinned": "unmanaged",
    "is pinned elsewhere": "offered",
    "is disapproved": "awaiting-approval",
  },
  incompatible: {
    "says applying": "applying",
    "says applied": "in-sync",
    "says failed": "failed",
    exits: "incompatible",
    disconnects: "incompatible",
    "is unpinned": "unmanaged",
    "is pinned elsewhere": "offered",
    "is disapproved": "awaiting-approval",
  },
  failed: {
    "says applying": "failed",
    "says applied": "failed",
    "says failed": "failed",
    exits: "failed",
    disconnects: "failed",
    "is unpinned": "unmanaged",
    "is pinned elsewhere": "offered",
    "is disapproved": "awaiting-approval",
  },
  "rolled-back": {
    "says applying": "failed",
    "says applied": "failed",
    "says failed": "failed",
    exits: "failed",
    disconnects: "rolled-back",
    "is unpinned": "unmanaged",
    "is pinned elsewhere": "offered",
    "is disapproved": "awaiting-approval",
  },
  applying: {
    "says applying": "applying",
    "says applied": "in-sync",
    "says failed": "failed",
    exits: "applying",
    disconnects: "applying",
    "is unpinned": "unmanaged",
    "is pinned elsewhere": "offered",
    "is disapproved": "awaiting-approval",
  },
  offered: {
    "says applying": "applying",
    "says applied": "in-sync",
    "says failed": "failed",
    exits: "offered",
    disconnects: "pending",
    "is unpinned": "unmanaged",
    "is pinned elsewhere": "offered",
    "is disapproved": "awaiting-approval",
  },
  pending: {
    "says applying": "applying",
    "says applied": "in-sync",
    "says failed": "failed",
    exits: "offered",
    disconnects: "pending",
    "is unpinned": "unmanaged",
    "is pinned elsewhere": "pending",
    "is disapproved": "awaiting-approval",
  },
  drifted: {
    "says applying": "applying",
    "says applied": "in-sync",
    "says failed": "failed",
    exits: "drifted",
    disconnects: "drifted",
    "is unpinned": "unmanaged",
    "is pinned elsewhere": "offered",
    "is disapproved": "awaiting-approval",
  },
  "in-sync": {
    "says applying": "applying",
    "says applied": "in-sync",
    "says failed": "failed",
    exits: "in-sync",
    disconnects: "in-sync",
    "is unpinned": "unmanaged",
    "is pinned elsewhere": "offered",
    "is disapproved": "awaiting-approval",
  },
};

describe("transitions of config sync", () => {
  const cells = Object.entries(TABLE).flatMap(([word, row]) =>
    Object.entries(row).map(([what, next]) => ({ word, what, next })),
  );

  test.each(cells)("$word, $what: $next", ({ word, what, next }) => {
    const scene = WAYS[word as ConfigSync]();
    HAPPENINGS[what as Happening](scene);
    expect(scene.words.sync).toBe(next);
    expect(scene.state.shown.sync).toBe(next);
  });
});

function wanted(scene: Scene): string {
  const { desired } = scene.state.intent;
  return desired.kind === "none" ? hash("a") : desired.hash;
}
