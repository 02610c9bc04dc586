import type { AgentId } from "@fleethub/fleet";
import { describe, expect, it } from "vitest";
import type { RolloutRecord } from "../model.js";
import { drainPages } from "./drain-pages.js";
import {
  sampleRollout,
  sampleRolloutEntry,
  sampleRolloutStatus,
  sampleVerdict,
} from "./rollout-samples.js";
import { SAMPLE_NOW, sampleId } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

export function rolloutHistoryContract(opened: Opened): void {
  const added = async (over: Partial<RolloutRecord> = {}) => {
    const rollout = sampleRollout(over);
    await opened().store.commit({ writes: [{ kind: "add-rollout", rollout, members: [] }] });
    return rollout.id;
  };
  const judged = (rollout: string, ...times: readonly number[]) =>
    opened().store.commit({
      writes: times.map((at) => ({
        kind: "add-judgement",
        rollout,
        judgement: { at, verdicts: [sampleVerdict({ at })] },
      })),
    });

  describe("entries of rollouts", () => {
    it("page newest first, and each is taken once", async () => {
      const { store, rollouts, feed } = opened();
      const rollout = await added();
      const agent = sampleId() as AgentId;
      const entries = [
        sampleRolloutEntry({ at: SAMPLE_NOW + 1 }),
        sampleRolloutEntry({ at: SAMPLE_NOW, agent, wave: null, kind: "member-failed" }),
        sampleRolloutEntry({ at: SAMPLE_NOW, text: "é\u0000" }),
        sampleRolloutEntry({ at: SAMPLE_NOW + 2 }),
      ];
      const after = await feed.latest();
      const write = { kind: "add-rollout-entries", rollout } as const;
      await store.commit({ writes: [{ ...write, entries: entries.slice(1) }] });
      await store.commit({ writes: [{ ...write, entries }] });
      await store.commit({ writes: [{ ...write, entries: [] }] });
      const [second, one, two, first] = entries;
      const all = await drainPages((page) => rollouts.entries(rollout, page), 2);
      expect(all).toEqual([first, second, two, one]);
      expect((await rollouts.entries(rollout, { limit: 1, cursor: null })).total).toBe(4);
      expect((await rollouts.entries(rollout, { limit: 1, cursor: "none" })).items).toEqual([]);
      expect(await feed.latest()).toBe(after);
    });

    it("of no rollout are dropped", async () => {
      const { store, rollouts } = opened();
      const rollout = sampleId();
      const entries = [sampleRolloutEntry()];
      const result = await store.commit({
        writes: [{ kind: "add-rollout-entries", rollout, entries }],
      });
      expect(result.kind).toBe("committed");
      expect((await rollouts.entries(rollout, { limit: 1, cursor: null })).items).toEqual([]);
    });
  });

  describe("judgements of rollouts", () => {
    it("are kept with their evidence, oldest first, the newest where not all are asked", async () => {
      const { rollouts } = opened();
      const rollout = await added();
      await judged(rollout, 10, 30, 20, 20);
      await judged(sampleId(), 40);
      const at = (time: number) => ({ at: time, verdicts: [sampleVerdict({ at: time })] });
      expect(await rollouts.judgements(rollout, 10)).toEqual([at(10), at(20), at(30)]);
      expect(await rollouts.judgements(rollout, 2)).toEqual([at(20), at(30)]);
      expect(await rollouts.judgements(rollout, 0)).toEqual([]);
      expect(await rollouts.judgements(sampleId(), 10)).toEqual([]);
    });

    it("go some time after their rollout ended, and its entries stay", async () => {
      const { store, rollouts, retention } = opened();
      const cause = { by: "hub", reason: "" } as const;
      const endedAt = (at: number) =>
        sampleRolloutStatus({ ended: { how: "complete", at, cause } });
      const old = await added({ live: false, status: endedAt(100) });
      const returned = await added({
        live: false,
        status: sampleRolloutStatus({ rolledBackAt: 50 }),
      });
      const young = await added({ live: false, status: endedAt(200) });
      const live = await added({ status: endedAt(100) });
      const all = [old, returned, young, live];
      for (const rollout of all) await judged(rollout, 10, 20);
      const entries = [sampleRolloutEntry()];
      await store.commit({ writes: [{ kind: "add-rollout-entries", rollout: old, entries }] });
      expect(await retention.trimJudgements(200)).toBe(4);
      const kept = await Promise.all(all.map((rollout) => rollouts.judgements(rollout, 10)));
      expect(kept.map(({ length }) => length)).toEqual([0, 0, 2, 2]);
      expect((await rollouts.entries(old, { limit: 5, cursor: null })).items).toEqual(entries);
      expect(await retention.trimJudgements(200)).toBe(0);
    });
  });
}
