import type { ConfigHash } from "@fleethub/fleet";
import { describe, expect, it } from "vitest";
import { sampleAgent } from "../contract/samples.js";
import { createMemoryStorage } from "../memory/index.js";
import { type ChangeSet, StoreUnavailable } from "../ports.js";
import { FakeTime } from "../testing/fake-time.js";
import type { BodyKeeper } from "./body-keeper.js";
import { createCounters } from "./counters.js";
import { type LiveAgent, makeLiveAgent } from "./live-agent.js";
import { ReportWriter } from "./report-writer.js";
import { CONTROL_PLANE_SETTINGS } from "./settings.js";

const keeper: BodyKeeper = {
  keep: () => true,
  has: () => true,
  text: async () => null,
  shown: async () => null,
  hasReady: false,
  takeReady: async () => [],
  putBack() {},
  settled: async () => {},
};

/** Agents with an outcome that is not stored yet; `commit` hears of every change set before the store does. */
async function open(count: number, commit?: (changes: ChangeSet) => void) {
  const { store } = createMemoryStorage();
  const time = new FakeTime();
  const agents: LiveAgent[] = [];
  for (let index = 0; index < count; index += 1) {
    const agent = sampleAgent();
    await store.commit({ writes: [{ kind: "add-agent", agent }] });
    const intent = {
      admission: "admitted",
      desired: { kind: "none" },
      handBackHash: "00" as ConfigHash,
    } as const;
    const live = makeLiveAgent(agent, intent, time.now());
    live.unsaved.outcome = true;
    agents.push(live);
  }
  const sizes: number[] = [];
  const writer = new ReportWriter({
    store: {
      ...store,
      async commit(changes) {
        sizes.push(changes.writes.filter(({ kind }) => kind === "set-outcome").length);
        commit?.(changes);
        return store.commit(changes);
      },
    },
    clock: time,
    schedule: time,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    bodies: keeper,
    counters: createCounters(),
    settings: CONTROL_PLANE_SETTINGS,
    rebase() {},
    stored() {},
  });
  return { writer, agents, sizes };
}

const about = (changes: ChangeSet, live: LiveAgent | undefined) =>
  changes.writes.some((write) => "id" in write && write.id === live?.id);

describe("outcomes that are committed before they are acted on", () => {
  it("share a commit where they come while another is under way", async () => {
    const { writer, agents, sizes } = await open(20);
    const results = await Promise.all(agents.map((live) => writer.commitNow(live)));
    expect(results.every(({ kind }) => kind === "committed")).toBe(true);
    expect(sizes).toEqual([1, 19]);
    for (const { record, unsaved } of agents) {
      expect(record.outcomeVersion).toBe(2);
      expect(unsaved.outcome).toBe(false);
    }
  });

  it("are committed without the one that meets a newer version, who is told", async () => {
    const { writer, agents, sizes } = await open(4);
    const [, second] = agents;
    if (second !== undefined) second.record = { ...second.record, outcomeVersion: 9 };
    const results = await Promise.all(agents.map((live) => writer.commitNow(live)));
    const kinds = results.map(({ kind }) => kind);
    expect(kinds).toEqual(["committed", "conflict", "committed", "committed"]);
    expect(sizes).toEqual([1, 3, 2]);
    expect(agents.map(({ unsaved }) => unsaved.outcome)).toEqual([false, true, false, false]);
  });

  it("are committed one by one where the store does not say whose it cannot take", async () => {
    let bad: LiveAgent | undefined;
    const { writer, agents, sizes } = await open(4, (changes) => {
      if (about(changes, bad)) throw new Error("a value that no column takes");
    });
    bad = agents[2];
    const results = await Promise.allSettled(agents.map((live) => writer.commitNow(live)));
    const kinds = results.map(({ status }) => status);
    expect(kinds).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(sizes).toEqual([1, 3, 1, 1, 1]);
    expect(writer.waiting).toBe(1);
  });

  it("all wait while the store is away", async () => {
    let isAway = true;
    const { writer, agents } = await open(3, () => {
      if (isAway) throw new StoreUnavailable("away");
    });
    const results = await Promise.allSettled(agents.map((live) => writer.commitNow(live)));
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(writer.isStoreAway).toBe(true);
    expect(writer.waiting).toBe(3);
    isAway = false;
    await writer.flush();
    expect(writer.waiting).toBe(0);
    expect(agents.every(({ record }) => record.outcomeVersion === 2)).toBe(true);
  });
});
