import type { AgentId } from "@fleethub/fleet";
import { describe, expect, it } from "vitest";
import type { RolloutMemberRecord, RolloutRecord } from "../model.js";
import { sampleMember, sampleRollout } from "./rollout-samples.js";
import { SAMPLE_NOW, sampleAgent, sampleId } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

export function rolloutMembersContract(opened: Opened): void {
  const added = async (make: (rollout: RolloutRecord) => readonly RolloutMemberRecord[]) => {
    const rollout = sampleRollout();
    const members = make(rollout);
    await opened().store.commit({ writes: [{ kind: "add-rollout", rollout, members }] });
    return { rollout: rollout.id, members };
  };

  describe("members of rollouts", () => {
    it("are kept as they were written, in order of wave, then agent", async () => {
      const { rollouts } = opened();
      const { rollout, members } = await added((of) => [
        sampleMember(of, { wave: 2 }),
        sampleMember(of, { wave: 1, from: null, to: { configuration: "é", revision: 9 } }),
        sampleMember(of, {
          wave: 1,
          group: "other",
          assignedAt: SAMPLE_NOW,
          mark: { kind: "departed", at: SAMPLE_NOW },
          previous: {
            rollout: 3,
            group: "edge",
            revision: null,
            suspended: true,
            variables: { A: "\u0000" },
          },
          notes: { counts: { restarts: 1, exits: 0, flaps: 2 } },
        }),
        sampleMember(of, { wave: 0 }),
      ]);
      const [second, first, other, canary] = members;
      expect(await rollouts.members(rollout, null, 10)).toEqual([canary, first, other, second]);
      expect(await rollouts.members(sampleId(), null, 10)).toEqual([]);
    });

    it("are read in pages, each once", async () => {
      const { rollouts } = opened();
      const { rollout, members } = await added((of) =>
        Array.from({ length: 25 }, (_, index) => sampleMember(of, { wave: index % 3 })),
      );
      await added((of) => members.map(({ agent }) => sampleMember(of, { agent })));
      const seen: AgentId[] = [];
      for (;;) {
        const some = await rollouts.members(rollout, seen.at(-1) ?? null, 4);
        seen.push(...some.map(({ agent }) => agent));
        if (some.length < 4) break;
      }
      const ordered = members.toSorted((a, b) => a.wave - b.wave || (a.agent < b.agent ? -1 : 1));
      expect(seen).toEqual(ordered.map(({ agent }) => agent));
      expect(await rollouts.members(rollout, sampleId() as AgentId, 4)).toEqual([]);
      expect(await rollouts.members(rollout, "nobody" as AgentId, 4)).toEqual([]);
    });

    it("change part by part, keep their place, and those that are missing are left out", async () => {
      const { store, rollouts, feed } = opened();
      const { rollout, members } = await added((of) => [
        sampleMember(of),
        sampleMember(of, { assignedAt: 1, mark: { kind: "skipped", at: 1 } }),
        sampleMember(of, { assignedAt: 2 }),
      ]);
      const [one, two, three] = members;
      if (one === undefined || two === undefined || three === undefined) throw new Error("gone");
      const { rollout: another } = await added((of) => [sampleMember(of, { agent: one.agent })]);
      const after = await feed.latest();
      const notes = { end: { step: "settled", since: null, reason: "" } } as const;
      await store.commit({
        writes: [
          {
            kind: "set-members",
            rollout,
            members: [
              { agent: one.agent, assignedAt: SAMPLE_NOW },
              { agent: two.agent, assignedAt: null, mark: null },
              { agent: three.agent, mark: { kind: "returned", at: 9 } },
              { agent: sampleId() as AgentId, assignedAt: 3 },
            ],
          },
          { kind: "set-members", rollout, members: [{ agent: one.agent, notes }] },
          {
            kind: "set-members",
            rollout,
            members: [
              { agent: two.agent, assignedAt: 8 },
              { agent: two.agent, mark: { kind: "withdrawn", at: 8 } },
            ],
          },
          { kind: "set-members", rollout: sampleId(), members: [{ agent: one.agent, mark: null }] },
          { kind: "set-members", rollout, members: [] },
        ],
      });
      expect(await rollouts.members(rollout, null, 10)).toEqual([
        { ...one, assignedAt: SAMPLE_NOW, notes },
        { ...two, assignedAt: 8, mark: { kind: "withdrawn", at: 8 } },
        { ...three, mark: { kind: "returned", at: 9 } },
      ]);
      expect((await rollouts.members(another, null, 1))[0]?.assignedAt).toBeNull();
      expect(await feed.latest()).toBe(after);
    });

    it("stay when their agent is forgotten", async () => {
      const { store, rollouts } = opened();
      const agent = sampleAgent();
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      const { rollout, members } = await added((of) => [sampleMember(of, { agent: agent.id })]);
      await store.commit({ writes: [{ kind: "forget-agent", id: agent.id, expect: 1 }] });
      expect(await rollouts.members(rollout, null, 10)).toEqual(members);
    });

    it("come by the thousand", async () => {
      const { store, rollouts } = opened();
      const { rollout, members } = await added((of) =>
        Array.from({ length: 2_500 }, (_, index) => sampleMember(of, { wave: index % 5 })),
      );
      const patches = members.map(({ agent }, at) => ({ agent, assignedAt: at }));
      await store.commit({ writes: [{ kind: "set-members", rollout, members: patches }] });
      const found = await rollouts.members(rollout, null, 5_000);
      const times = new Map(patches.map(({ agent, assignedAt }) => [agent, assignedAt]));
      expect(found).toHaveLength(members.length);
      expect(found.every(({ agent, assignedAt }) => times.get(agent) === assignedAt)).toBe(true);
    });
  });
}
