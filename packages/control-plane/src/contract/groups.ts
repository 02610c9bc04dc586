import { describe, expect, it } from "vitest";
import type { GroupRecord } from "../model.js";
import { sampleGroup, sampleRolloutSpec } from "./rollout-samples.js";
import { SAMPLE_NOW, sampleAgent, sampleConfiguration, sampleName } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

export function groupsContract(opened: Opened): void {
  const added = async (over: Partial<GroupRecord> = {}) => {
    const group = sampleGroup(over);
    await opened().store.commit({ writes: [{ kind: "add-group", group }] });
    return group;
  };
  const refusal = (write: string, id: string, reason: string) => ({
    kind: "conflict",
    write,
    id,
    reason,
  });

  describe("groups", () => {
    it("are kept as they were written, and their name is theirs alone", async () => {
      const { store, groups } = opened();
      const { waves, window, gates } = sampleRolloutSpec();
      const group = await added({
        query: 'label."a b":é* -os:windows',
        description: "why\n\u0000",
        configuration: "edge",
        stable: { configuration: "edge", revision: 3, rollout: 0 },
        plan: { waves, window, gates, offline: "skip", deadline: null },
        protection: { approvals: 1 },
      });
      expect(await groups.get(group.name)).toEqual(group);
      expect(await groups.get(sampleName())).toBeNull();
      const again = sampleGroup({ name: group.name });
      expect(await store.commit({ writes: [{ kind: "add-group", group: again }] })).toEqual(
        refusal("add-group", group.name, "exists"),
      );
      expect(await groups.get(group.name)).toEqual(group);
    });

    it("hold back a commit that expects others to be protected", async () => {
      const { store, groups } = opened();
      const held = await added({ protection: { approvals: 1 } });
      const all = (await groups.list()).filter(({ protection }) => protection !== null);
      const names = all.map(({ name }) => name);
      const expecting = (...others: readonly string[]) => {
        const group = sampleGroup();
        const expected = { kind: "expect-protected", groups: others } as const;
        return store.commit({ writes: [{ kind: "add-group", group }, expected] });
      };
      expect(await expecting(...names)).toMatchObject({ kind: "committed" });
      expect(await expecting(...names.filter((name) => name !== held.name))).toEqual(
        refusal("expect-protected", held.name, "version"),
      );
      const other = sampleName();
      expect(await expecting(...names, other)).toEqual(
        refusal("expect-protected", other, "version"),
      );
      // What a commit itself protects is expected of it.
      const group = sampleGroup({ protection: { approvals: 1 } });
      const expected = { kind: "expect-protected", groups: [...names, group.name] } as const;
      const own = await store.commit({ writes: [{ kind: "add-group", group }, expected] });
      expect(own.kind).toBe("committed");
    });

    it("are listed in their order, and move in one commit", async () => {
      const { store, groups } = opened();
      const [third, first, second] = [
        await added({ position: 9_003 }),
        await added({ position: 9_001 }),
        await added({ position: 9_002 }),
      ];
      const names = async () =>
        (await groups.list()).map(({ name }) => name).filter((name) => ours.includes(name));
      const ours = [first.name, second.name, third.name];
      expect(await names()).toEqual(ours);
      const result = await store.commit({
        writes: [
          { kind: "set-group", expect: 1, group: { ...third, position: 9_001 } },
          { kind: "set-group", expect: 1, group: { ...first, position: 9_002 } },
          { kind: "set-group", expect: 1, group: { ...second, position: 9_003 } },
        ],
      });
      expect(result.kind).toBe("committed");
      expect(await names()).toEqual([third.name, first.name, second.name]);
    });

    it("change on the version that was read; who made them stays", async () => {
      const { store, groups } = opened();
      const before = await added({ configuration: "edge" });
      const next = sampleGroup({
        name: before.name,
        query: "os:linux",
        configuration: null,
        stable: { configuration: "edge", revision: 4, rollout: 12 },
        createdBy: "somebody",
        createdAt: 1,
        changedAt: SAMPLE_NOW + 5,
        version: 99,
      });
      const write = { kind: "set-group", expect: 1, group: next } as const;
      expect((await store.commit({ writes: [write] })).kind).toBe("committed");
      const { createdAt, createdBy } = before;
      expect(await groups.get(before.name)).toEqual({ ...next, createdAt, createdBy, version: 2 });
      expect(await store.commit({ writes: [write] })).toEqual(
        refusal("set-group", before.name, "version"),
      );
      const missing = sampleGroup();
      expect(await store.commit({ writes: [{ ...write, group: missing }] })).toEqual(
        refusal("set-group", missing.name, "missing"),
      );
    });

    it("are removed on the version that was read; their agents are left as they are", async () => {
      const { store, groups } = opened();
      const { name } = await added();
      const agent = sampleAgent({
        group: name,
        assignment: { rollout: 1, group: name, revision: null, suspended: false },
      });
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      const remove = { kind: "remove-group", name } as const;
      expect(await store.commit({ writes: [{ ...remove, expect: 2 }] })).toEqual(
        refusal("remove-group", name, "version"),
      );
      expect((await store.commit({ writes: [{ ...remove, expect: 1 }] })).kind).toBe("committed");
      expect(await groups.get(name)).toBeNull();
      expect(await store.agentById(agent.id)).toEqual(agent);
      expect(await store.commit({ writes: [{ ...remove, expect: 1 }] })).toEqual(
        refusal("remove-group", name, "missing"),
      );
    });

    it("stand in the change log, and land whole or not at all", async () => {
      const { store, groups, feed } = opened();
      const after = await feed.latest();
      const group = await added();
      const { name } = group;
      await store.commit({ writes: [{ kind: "set-group", expect: 1, group }] });
      const fresh = sampleGroup();
      const refused = await store.commit({
        writes: [
          { kind: "add-group", group: fresh },
          { kind: "set-group", expect: 2, group: { ...group, query: "lost" } },
          { kind: "set-configuration", name: sampleConfiguration().name, expect: 1 },
        ],
      });
      expect(refused.kind).toBe("conflict");
      expect(await groups.get(fresh.name)).toBeNull();
      expect((await groups.get(name))?.query).toBe(group.query);
      await store.commit({ writes: [{ kind: "remove-group", name, expect: 2 }] });
      const changes = (await feed.read(after, 10)) ?? [];
      expect(changes.map(({ kind, id, version }) => [kind, id, version])).toEqual([
        ["group.changed", name, 1],
        ["group.changed", name, 2],
        ["group.removed", name, 2],
      ]);
    });
  });
}
