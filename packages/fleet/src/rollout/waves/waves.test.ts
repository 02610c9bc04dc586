import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { id } from "../../testing/rollout-scene.js";
import type { WaveSpec } from "../spec/spec.js";
import type { WaveCandidate } from "./wave-candidate.js";
import { divideIntoWaves, waveSizes } from "./waves.js";

function candidates(count: number, change: Partial<WaveCandidate> = {}): WaveCandidate[] {
  return Array.from({ length: count }, (_, at) => ({
    agent: id(`${change.group ?? "edge"}-${String(at).padStart(4, "0")}`),
    group: "edge",
    version: "0.149.0",
    os: "linux",
    transport: "websocket",
    presence: "connected",
    ...change,
  }));
}

const DEFAULT: readonly WaveSpec[] = [{ count: 1 }, { percent: 10 }, { percent: 30 }];

function sizes(waves: readonly WaveSpec[], of: readonly WaveCandidate[]): readonly number[] {
  return divideIntoWaves({ waves }, of).waves.map(({ length }) => length);
}

describe("dividing into waves", () => {
  test("a canary, shares of all members, and who is left", () => {
    expect(sizes(DEFAULT, candidates(2_000))).toEqual([1, 200, 600, 1_199]);
    expect(sizes(DEFAULT, candidates(6))).toEqual([1, 1, 2, 2]);
    expect(sizes([{ count: 2 }, { count: 3 }], candidates(6))).toEqual([2, 3, 1]);
    expect(sizes([{ percent: 100 }], candidates(6))).toEqual([6]);
  });

  test("waves of a small fleet may be empty, and keep their places", () => {
    expect(sizes(DEFAULT, candidates(1))).toEqual([1, 0, 0]);
    expect(sizes(DEFAULT, candidates(2))).toEqual([1, 1, 0]);
    expect(sizes(DEFAULT, [])).toEqual([0, 0, 0]);
  });

  test("the canary covers every version, system and transport, and says which", () => {
    const one = { group: "edge", version: "0.149.0", os: "linux", transport: "websocket" };
    const fleet: WaveCandidate[] = [
      ...candidates(30),
      ...candidates(4, { group: "edge", version: "0.150.0" }).map((it, at) => ({
        ...it,
        agent: id(`new-${at}`),
      })),
      { ...one, agent: id("windows"), os: "windows", presence: "connected" },
      { ...one, agent: id("poller"), transport: "http", presence: "stale" },
      { ...one, agent: id("gone"), os: "darwin", presence: "disconnected" },
    ];
    const { waves, canary } = divideIntoWaves({ waves: DEFAULT }, fleet);
    expect(waves[0]).toHaveLength(4);
    expect(waves[0]).toEqual(expect.arrayContaining(["windows", "poller"]));
    expect(canary.covered).toHaveLength(4);
    expect(canary.covered).toContainEqual({
      group: "edge",
      version: "0.149.0",
      os: "linux",
      transport: "websocket",
      agents: 30,
    });
    expect(canary.missing).toMatchObject([{ os: "darwin", agents: 1 }]);
    expect(waves[0]).not.toContain("gone");
  });

  test("the size of the canary is a minimum, filled with agents that can be reached", () => {
    const away = candidates(5, { group: "away", presence: "disconnected" });
    const { waves, canary } = divideIntoWaves({ waves: [{ count: 3 }] }, [
      ...away,
      ...candidates(5),
    ]);
    expect(waves[0]?.every((agent) => agent.startsWith("edge"))).toBe(true);
    expect(waves[0]).toHaveLength(3);
    expect(canary.missing).toMatchObject([{ group: "away", agents: 5 }]);
  });

  test("where nobody can be reached, agents that are away are the canary", () => {
    const { waves, canary } = divideIntoWaves(
      { waves: DEFAULT },
      candidates(4, { presence: "never-seen" }),
    );
    expect(waves[0]).toHaveLength(1);
    expect(canary.missing).toEqual([]);
  });

  test("every wave takes its share of every group", () => {
    const fleet = [
      ...candidates(600, { group: "a" }),
      ...candidates(300, { group: "b" }),
      ...candidates(100, { group: "c" }),
    ];
    const { waves } = divideIntoWaves({ waves: DEFAULT }, fleet);
    const share = (wave: number, group: string) =>
      waves[wave]?.filter((agent) => agent.startsWith(group)).length;
    expect(waves[0]?.map((agent) => agent[0]).sort()).toEqual(["a", "b", "c"]);
    expect([share(1, "a"), share(1, "b"), share(1, "c")]).toEqual([60, 30, 10]);
    expect([share(2, "a"), share(2, "b"), share(2, "c")]).toEqual([180, 90, 30]);
  });

  test("neighbours by name do not stand together", () => {
    const { waves } = divideIntoWaves(
      { waves: [{ count: 1 }, { percent: 10 }] },
      candidates(1_000),
    );
    const places = (waves[1] ?? []).map((agent) => Number(agent.slice(5)));
    expect(Math.min(...places)).toBeLessThan(50);
    expect(Math.max(...places)).toBeGreaterThan(950);
    const inFirstHalf = places.filter((place) => place < 500).length;
    expect(inFirstHalf).toBeGreaterThan(30);
    expect(inFirstHalf).toBeLessThan(70);
  });

  test("takes everybody once, the same way in whatever order they come", () => {
    const candidate = fc.record({
      group: fc.constantFrom("a", "b", "c"),
      version: fc.constantFrom("1", "2", ""),
      os: fc.constantFrom("linux", "windows"),
      transport: fc.constantFrom("websocket", "http"),
      presence: fc.constantFrom("connected" as const, "stale" as const, "disconnected" as const),
    });
    const wave: fc.Arbitrary<WaveSpec> = fc.oneof(
      fc.integer({ min: 1, max: 10 }).map((count) => ({ count })),
      fc.integer({ min: 1, max: 60 }).map((percent) => ({ percent })),
    );
    const story = fc.record({
      fleet: fc.array(candidate, { maxLength: 40 }),
      waves: fc.array(wave, { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(story, ({ fleet, waves }) => {
        const named = fleet.map((it, at) => ({ ...it, agent: id(`agent-${at}`) }));
        const division = divideIntoWaves({ waves }, named);
        expect(division.waves.flat().sort()).toEqual(named.map(({ agent }) => agent).sort());
        expect(divideIntoWaves({ waves }, named.toReversed())).toEqual(division);
        const kinds = (them: readonly WaveCandidate[]) =>
          new Set(them.map((it) => [it.group, it.version, it.os, it.transport].join()));
        const canary = new Set(division.waves[0]);
        const there = named.filter(({ presence }) => presence !== "disconnected");
        const covered = kinds(named.filter(({ agent }) => canary.has(agent)));
        for (const kind of kinds(there.length > 0 ? there : named)) expect(covered).toContain(kind);
        expect(waveSizes({ waves }, named.length).reduce((sum, size) => sum + size, 0)).toBe(
          named.length,
        );
      }),
      { seed: 4_242, numRuns: 200 },
    );
  });
});
