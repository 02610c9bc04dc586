import type { Group } from "@fleethub/api";
import { describe, expect, test } from "vitest";
import { sampleGroup } from "../testing/groups";
import {
  headWords,
  moveWords,
  newAgentsWords,
  selectorChange,
  stableWords,
  standsOnWords,
  syncParts,
  syncWords,
} from "./group-words";

const group = (over: Partial<Group>): Group => ({ ...sampleGroup, ...over });

describe("a list of groups", () => {
  test("says how many there are and who is in none", () => {
    const none = { agents: 369, syncs: {} };
    expect(headWords({ items: [sampleGroup, sampleGroup], none })).toBe(
      "2 groups, first match wins, 369 agents in none",
    );
    expect(headWords({ items: [sampleGroup], none: { agents: 0, syncs: {} } })).toBe(
      "1 group, first match wins, every agent in one",
    );
    expect(headWords({ items: [], none })).toBe("none yet");
  });

  test("tells config sync with trouble first, moving as one", () => {
    const syncs = { "in-sync": 10, failed: 4, drifted: 14, offered: 2, applying: 3 };
    expect(syncWords({ agents: 33, syncs })).toBe("4 failed, 14 drifted, 5 moving");
    expect(syncParts(syncs).map(({ tone, agents }) => [tone, agents])).toEqual([
      ["bad", 4],
      ["warn", 14],
      ["move", 5],
      ["ok", 10],
    ]);
    expect(syncParts(syncs)[2]?.query).toBe("sync:pending,offered,applying");
    expect(syncWords({ agents: 3, syncs: { "in-sync": 3 } })).toBe("all in sync");
    expect(syncWords({ agents: 3, syncs: { unmanaged: 3 } })).toBe("not managed");
    expect(syncWords({ agents: 0, syncs: {} })).toBe("no agents");
  });

  test("tells what is stable, on what it stands, and what new agents get", () => {
    expect(stableWords(sampleGroup)).toBe("gateway r42");
    expect(standsOnWords(sampleGroup)).toBe("on base r7, privacy r9");
    expect(standsOnWords(group({ stable: null }))).toBe("gateway is not released here yet");
    expect(standsOnWords(group({ stable: null, configuration: null }))).toBe(
      "it only gathers agents",
    );
    expect(newAgentsWords(sampleGroup)).toContain("stable revision");
    expect(newAgentsWords(group({ stable: null }))).toContain("until a rollout is complete");
    expect(newAgentsWords(group({ stable: null, configuration: null }))).toBe(
      "are left as they are",
    );
  });
});

describe("a selector that is not saved", () => {
  test("names the conditions that came and went", () => {
    expect(selectorChange("os:linux", "os:linux host:gpu-*")).toEqual({
      added: ["host:gpu-*"],
      gone: [],
    });
    expect(selectorChange("os:linux label.env:prod", "os:windows label.env:prod")).toEqual({
      added: ["os:windows"],
      gone: ["os:linux"],
    });
  });

  test("says whom it moves, as seen from its group", () => {
    expect(moveWords({ from: "gpu", to: null, agents: 3 }, "gpu")).toBe(
      "moves 3 agents to no group",
    );
    expect(moveWords({ from: null, to: "gpu", agents: 1 }, "gpu")).toBe(
      "takes 1 agent that is in no group",
    );
    expect(moveWords({ from: "edge", to: "gpu", agents: 2 }, "gpu")).toBe(
      "takes 2 agents from edge",
    );
    expect(moveWords({ from: "edge", to: null, agents: 2 }, "gpu")).toBe(
      "moves 2 agents from edge to no group",
    );
  });
});
