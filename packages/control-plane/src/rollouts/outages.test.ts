import { describe, expect, it } from "vitest";
import type { FleetStorage } from "../ports.js";
import { createMemoryStorage, type MemoryStorage } from "../memory/index.js";
import { OTHER } from "../testing/configs.js";
import { FakeTime } from "../testing/fake-time.js";
import { type Fleet, openFleet, revise } from "../testing/fleet.js";
import { CALL, openHub } from "../testing/open-hub.js";
import { detailOf, MINUTE, PLAIN_PLAN, reaches, running, start } from "../testing/rollout-fleet.js";

/** What came of a rollout, without times and ids. */
async function outcome(fleet: Fleet, id: string) {
  const { record, steps } = await detailOf(fleet, id);
  const group = await fleet.hub.storage.groups.get("edge");
  return {
    phase: record.phase,
    steps,
    stable: group?.stable?.revision,
    runs: running(fleet, OTHER),
  };
}

/** Every Collector comes back to this hub; the one before is gone without a word. */
async function moveTo(fleet: Fleet, hub: Fleet["hub"]): Promise<void> {
  fleet.hub = hub;
  for (const agent of fleet.agents) await agent.back(hub);
}

describe("a rollout outlives", () => {
  it("a store that is away: it holds, then goes on", async () => {
    const fleet = await openFleet(await openHub(), 5);
    const id = await start(fleet, await revise(fleet.hub, OTHER));
    await fleet.until(async () => running(fleet, OTHER) === 1);
    fleet.hub.storage.setAvailable(false);
    await fleet.run(20 * MINUTE);
    expect(running(fleet, OTHER)).toBe(1);
    fleet.hub.storage.setAvailable(true);
    await reaches(fleet, id, "complete");
    expect(await outcome(fleet, id)).toEqual({
      phase: "complete",
      steps: { settled: 5 },
      stable: 2,
      runs: 5,
    });
  });

  it.each([1, 2, 3, 4, 5, 6, 7])(
    "the death of its hub at its commit %i, with the same outcome",
    async (commits) => {
      const time = new FakeTime();
      const storage = createMemoryStorage({ clock: time });
      const dying = diesAfter(storage);
      const fleet = await openFleet(
        await openHub({ storage: dying.storage, time, hubId: "hub-1" }),
        5,
      );
      const id = await start(fleet, await revise(fleet.hub, OTHER));
      dying.after(commits);
      await fleet.until(async () => dying.isDead(), 20 * MINUTE);
      await moveTo(fleet, await openHub({ storage, time, hubId: "hub-2" }));
      await reaches(fleet, id, "complete");
      expect(await outcome(fleet, id)).toEqual({
        phase: "complete",
        steps: { settled: 5 },
        stable: 2,
        runs: 5,
      });
    },
  );

  it("several hubs at once, of which one wins each commit", async () => {
    const time = new FakeTime();
    const storage = createMemoryStorage({ clock: time });
    const hubs = await Promise.all(
      ["hub-1", "hub-2", "hub-3"].map((hubId) => openHub({ storage, time, hubId })),
    );
    const [first] = hubs;
    if (first === undefined) throw new Error("There is no hub.");
    const fleet = await openFleet(first, 6);
    for (const [index, agent] of fleet.agents.entries()) {
      const hub = hubs[index % hubs.length];
      if (index % hubs.length > 0 && hub !== undefined) await agent.back(hub);
    }
    await fleet.run(MINUTE);
    const id = await start(fleet, await revise(first, OTHER), {
      ...PLAIN_PLAN,
      limits: { inFlight: 2 },
    });
    let most = 0;
    await fleet.until(async () => {
      const view = await detailOf(fleet, id);
      most = Math.max(most, view.inFlight);
      return view.phase === "complete";
    });
    expect(most).toBeLessThanOrEqual(2);
    expect(await outcome(fleet, id)).toMatchObject({ steps: { settled: 6 }, stable: 2, runs: 6 });
    const page = await first.plane.rolloutViews.entries(
      id,
      { limit: 100, cursor: null },
      CALL.scope,
    );
    const kinds = page?.items.map(({ kind }) => kind) ?? [];
    expect(kinds.filter((kind) => kind === "complete")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "wave-opened")).toHaveLength(3);
  });
});

describe("a hub that is behind", () => {
  it("F8 says that members are as they were, which ends nobody's way", async () => {
    const time = new FakeTime();
    const storage = createMemoryStorage({ clock: time });
    const behind = await openHub({ storage: hearsNothing(storage), time, hubId: "hub-1" });
    const fleet = await openFleet(behind, 5);
    fleet.hub = await openHub({ storage, time, hubId: "hub-2" });
    const id = await start(fleet, await revise(fleet.hub, OTHER));
    await fleet.run(5000);
    expect((await detailOf(fleet, id)).steps).toEqual({ assigned: 1, waiting: 4 });
    for (const agent of fleet.agents) await agent.back(behind);
    await fleet.run(10 * MINUTE);
    expect((await detailOf(fleet, id)).steps).toEqual({ assigned: 1, waiting: 4 });
    expect((await detailOf(fleet, id)).inFlight).toBe(1);
    await moveTo(fleet, fleet.hub);
    await reaches(fleet, id, "complete");
    expect(running(fleet, OTHER)).toBe(5);
  });
});

describe("hubs that die at random, again and again", () => {
  it.each([11, 12, 13, 14])("come to what one hub comes to (seed %i)", async (seed) => {
    const random = seededRandom(seed);
    const time = new FakeTime();
    const storage = createMemoryStorage({ clock: time });
    let born = 0;
    const bear = async () => {
      born += 1;
      const dying = diesAfter(storage);
      const hub = await openHub({ storage: dying.storage, time, hubId: `hub-${born}` });
      return { hub, dying };
    };
    const pair = [await bear(), await bear()];
    const hubAt = (index: number) => {
      const one = pair[index % 2];
      if (one === undefined) throw new Error("There is no hub.");
      return one;
    };
    const fleet = await openFleet(hubAt(0).hub, 6);
    for (const [index, agent] of fleet.agents.entries()) {
      if (index % 2 === 1) await agent.back(hubAt(1).hub);
    }
    const id = await start(fleet, await revise(fleet.hub, OTHER), {
      ...PLAIN_PLAN,
      limits: { inFlight: 2 },
    });
    for (let deaths = 0; deaths < 6; deaths += 1) {
      await fleet.run(5000 + Math.floor(random() * 40_000));
      const victim = Math.floor(random() * 2);
      hubAt(victim).dying.after(0);
      pair[victim] = await bear();
      fleet.hub = hubAt(victim).hub;
      for (const [index, agent] of fleet.agents.entries()) {
        if (index % 2 === victim) await agent.back(fleet.hub);
      }
    }
    await reaches(fleet, id, "complete");
    expect(await outcome(fleet, id)).toEqual({
      phase: "complete",
      steps: { settled: 6 },
      stable: 2,
      runs: 6,
    });
  });
});

/** A storage of whose changes its hub is never told. */
function hearsNothing(storage: MemoryStorage): MemoryStorage {
  const { feed } = storage;
  const read = () => new Promise<never>(() => {});
  return {
    ...storage,
    feed: { latest: () => feed.latest(), read, subscribe: (told) => feed.subscribe(told) },
  };
}

/** Numbers from 0 to 1, the same for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A storage whose hub dies with a commit about rollouts: nothing that it writes or reads later comes about. */
function diesAfter(storage: MemoryStorage) {
  let left = Number.POSITIVE_INFINITY;
  const never = () => new Promise<never>(() => {});
  const guard = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          if (left <= 0 && key !== "subscribe") return never();
          return Reflect.apply(value, target, args);
        };
      },
    });
  const store: FleetStorage["store"] = {
    ...guard(storage.store),
    agentById: guard(storage.store).agentById,
    claim: guard(storage.store).claim,
    retake: guard(storage.store).retake,
    body: guard(storage.store).body,
    missingBodies: guard(storage.store).missingBodies,
    secretKey: storage.store.secretKey,
    close: storage.store.close,
    async commit(changes) {
      if (left <= 0) return never();
      const result = await storage.store.commit(changes);
      if (changes.writes.some(({ kind }) => kind === "set-rollout")) left -= 1;
      return left <= 0 ? never() : result;
    },
  };
  return {
    storage: {
      ...storage,
      store,
      agents: guard(storage.agents),
      rollouts: guard(storage.rollouts),
      groups: guard(storage.groups),
      feed: guard(storage.feed),
      leases: guard(storage.leases),
    } as MemoryStorage,
    after(commits: number) {
      left = commits;
    },
    isDead: () => left <= 0,
  };
}
