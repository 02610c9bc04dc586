import { describe, expect, it } from "vitest";
import type { RolloutMemberRecord, RolloutRecord } from "../model.js";
import { drainPages } from "./drain-pages.js";
import {
  sampleGroup,
  sampleMember,
  sampleRollout,
  sampleRolloutStatus,
  sampleVerdict,
} from "./rollout-samples.js";
import { SAMPLE_NOW, sampleAgent, sampleId, sampleName } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

export function rolloutsContract(opened: Opened): void {
  const add = (rollout: RolloutRecord, members: readonly RolloutMemberRecord[] = []) =>
    opened().store.commit({ writes: [{ kind: "add-rollout", rollout, members }] });
  const added = async (over: Partial<RolloutRecord> = {}) => {
    const rollout = sampleRollout(over);
    expect((await add(rollout)).kind).toBe("committed");
    return rollout;
  };
  const refusal = (write: string, id: string, reason: string) => ({
    kind: "conflict",
    write,
    id,
    reason,
  });
  const targetIn = (group: string) => ({ group, configuration: "edge", revision: 2 });

  describe("rollouts", () => {
    it("are kept as they were written; id and number are theirs alone", async () => {
      const { rollouts } = opened();
      const rollout = await added({
        kind: "rebase",
        title: "é\u0000 to r2",
        targets: [targetIn(sampleName()), { ...targetIn(sampleName()), forced: true }],
        verdicts: [sampleVerdict()],
        status: sampleRolloutStatus({
          waves: [{ openedAt: SAMPLE_NOW, soakingSince: null, passedAt: null, promoted: false }],
          toldWindow: "closed",
        }),
      });
      expect(await rollouts.get(rollout.id)).toEqual(rollout);
      expect(await rollouts.get(sampleId())).toBeNull();
      const sameNumber = sampleRollout({ number: rollout.number });
      expect(await add(sameNumber)).toEqual(refusal("add-rollout", sameNumber.id, "exists"));
      const sameId = sampleRollout({ id: rollout.id });
      expect(await add(sameId)).toEqual(refusal("add-rollout", sameId.id, "exists"));
      expect(await rollouts.get(rollout.id)).toEqual(rollout);
    });

    it("know the highest number in use", async () => {
      const { rollouts } = opened();
      const { number } = await added();
      expect(await rollouts.lastNumber()).toBeGreaterThanOrEqual(number);
      const { number: next } = await added({ number: (await rollouts.lastNumber()) + 1_000_000 });
      expect(await rollouts.lastNumber()).toBe(next);
    });

    it("move on the version that was read; what was decided at the start stays", async () => {
      const { store, rollouts } = opened();
      const before = await added();
      const moved = {
        status: sampleRolloutStatus({
          paused: { at: 5, cause: { by: "limit", reason: "3 failed" } },
        }),
        phase: "paused" as const,
        sentence: "Paused: 3 failed.",
        verdicts: [sampleVerdict({ verdict: "breached" })],
      };
      const other = sampleRollout({ id: before.id, title: "lost", ...moved, version: 50 });
      const write = { kind: "set-rollout", expect: 1, rollout: other } as const;
      expect((await store.commit({ writes: [write] })).kind).toBe("committed");
      expect(await rollouts.get(before.id)).toEqual({ ...before, ...moved, version: 2 });
      expect(await store.commit({ writes: [write] })).toEqual(
        refusal("set-rollout", before.id, "version"),
      );
      const missing = sampleRollout();
      expect(await store.commit({ writes: [{ ...write, rollout: missing }] })).toEqual(
        refusal("set-rollout", missing.id, "missing"),
      );
    });

    it("are live once a group: another is refused until the first ends or makes room", async () => {
      const { store, rollouts } = opened();
      const group = sampleName();
      const first = await added({ targets: [targetIn(sampleName()), targetIn(group)] });
      const second = sampleRollout({ targets: [targetIn(group), targetIn(sampleName())] });
      expect(await add(second)).toEqual(refusal("add-rollout", second.id, "exists"));
      expect(await rollouts.get(second.id)).toBeNull();
      expect((await add(sampleRollout({ targets: second.targets, live: false }))).kind).toBe(
        "committed",
      );
      const supersede = await store.commit({
        writes: [
          { kind: "set-rollout", expect: 1, rollout: { ...first, live: false } },
          { kind: "add-rollout", rollout: second, members: [] },
        ],
      });
      expect(supersede.kind).toBe("committed");
      const back = { kind: "set-rollout", expect: 2, rollout: first } as const;
      expect(await store.commit({ writes: [back] })).toEqual(
        refusal("set-rollout", first.id, "exists"),
      );
      expect(
        (await rollouts.list({ group, live: true }, { limit: 10, cursor: null })).items,
      ).toEqual([second]);
      const names = second.targets.map((target) => target.group);
      const seen = async (within: readonly string[]) =>
        (await rollouts.list({ group, live: true, within }, { limit: 10, cursor: null })).total;
      expect(await seen(names)).toBe(1);
      expect(await seen([group])).toBe(0);
      expect(await seen([])).toBe(0);
    });

    it("race for a group: one wins", async () => {
      const targets = [targetIn(sampleName())];
      const rivals = Array.from({ length: 4 }, () => sampleRollout({ targets }));
      const results = await Promise.all(rivals.map((rival) => add(rival)));
      expect(results.filter(({ kind }) => kind === "committed")).toHaveLength(1);
    });

    it("page newest first, of one group, live or over", async () => {
      const { rollouts } = opened();
      const group = sampleName();
      const targets = [targetIn(group)];
      const over = [
        await added({ targets, live: false }),
        await added({ targets, live: false }),
        await added({ targets: [targetIn(sampleName()), ...targets], live: false }),
      ];
      const live = await added({ targets });
      const ids = (filter: { readonly live?: boolean }) =>
        drainPages((page) => rollouts.list({ group, ...filter }, page), 2).then((all) =>
          all.map(({ id }) => id),
        );
      const ended = over.map(({ id }) => id).reverse();
      expect(await ids({})).toEqual([live.id, ...ended]);
      expect(await ids({ live: false })).toEqual(ended);
      expect(await ids({ live: true })).toEqual([live.id]);
      const page = await rollouts.list({ group }, { limit: 1, cursor: null });
      expect(page.total).toBe(4);
      const none = await rollouts.list({ group }, { limit: 1, cursor: "none" });
      expect(none).toEqual({ items: [], nextCursor: null, total: 4 });
      expect((await rollouts.list({}, { limit: 1, cursor: null })).items).toHaveLength(1);
    });

    it("stand in the change log; and a look lands whole or not at all", async () => {
      const { store, rollouts, groups, feed } = opened();
      const after = await feed.latest();
      const rollout = sampleRollout();
      const member = sampleMember(rollout);
      await add(rollout, [member]);
      const agent = sampleAgent();
      const group = sampleGroup({ name: rollout.targets[0]?.group ?? "" });
      await store.commit({
        writes: [
          { kind: "add-agent", agent },
          { kind: "add-group", group },
        ],
      });
      const look = (expect: number) =>
        store.commit({
          writes: [
            { kind: "set-rollout", expect, rollout: { ...rollout, phase: "soaking" } },
            {
              kind: "set-members",
              rollout: rollout.id,
              members: [{ agent: member.agent, assignedAt: 7 }],
            },
            { kind: "set-group", expect: 1, group: { ...group, query: "os:linux" } },
            { kind: "set-intent", id: agent.id, expect, hold: null },
          ],
        });
      await store.commit({ writes: [{ kind: "set-intent", id: agent.id, expect: 1, labels: {} }] });
      expect((await look(1)).kind).toBe("conflict");
      expect(await rollouts.get(rollout.id)).toEqual(rollout);
      expect(await rollouts.members(rollout.id, null, 9)).toEqual([member]);
      expect(await groups.get(group.name)).toEqual(group);
      const changes = (await feed.read(after, 10)) ?? [];
      expect(changes.map(({ kind, id }) => [kind, id])).toEqual([
        ["rollout.changed", rollout.id],
        ["agent.changed", agent.instanceUid],
        ["group.changed", group.name],
        ["agent.changed", agent.instanceUid],
      ]);
    });
  });
}
