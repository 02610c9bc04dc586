import { describe, expect, it } from "vitest";
import { sampleAgent, sampleId, sampleTimeline } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

export function identityContract(opened: Opened): void {
  const everything = { kind: "everything" } as const;
  const added = async () => {
    const agent = sampleAgent();
    await opened().store.commit({ writes: [{ kind: "add-agent", agent }] });
    return agent;
  };

  describe("identity", () => {
    it("resolves former instance UIDs after a rename", async () => {
      const { store, agents } = opened();
      const agent = await added();
      const [second, third] = [sampleId(), sampleId()];
      const rename = (from: string, to: string) =>
        store.commit({ writes: [{ kind: "rename-uid", id: agent.id, from, to }] });
      expect((await rename(agent.instanceUid, second)).kind).toBe("committed");
      expect((await rename(second, third)).kind).toBe("committed");
      for (const uid of [agent.instanceUid, second, third]) {
        const found = await agents.get(uid, everything);
        expect(found).toMatchObject({ id: agent.id, instanceUid: third });
      }
      const stored = await store.agentById(agent.id);
      expect(stored?.formerUids).toEqual([agent.instanceUid, second]);
      expect(stored?.version).toBe(agent.version);
    });

    it("refuses a rename from a UID that is not current, or to one that is taken", async () => {
      const { store } = opened();
      const agent = await added();
      const other = await added();
      const base = { kind: "rename-uid", id: agent.id } as const;
      const from = agent.instanceUid;
      expect(
        await store.commit({ writes: [{ ...base, from: sampleId(), to: sampleId() }] }),
      ).toMatchObject({ kind: "conflict", reason: "version" });
      expect(
        await store.commit({ writes: [{ ...base, from, to: other.instanceUid }] }),
      ).toMatchObject({ kind: "conflict", reason: "exists" });
      await store.commit({ writes: [{ ...base, from, to: sampleId() }] });
      const twin = sampleAgent({ instanceUid: from });
      expect(await store.commit({ writes: [{ kind: "add-agent", agent: twin }] })).toMatchObject({
        kind: "conflict",
        reason: "exists",
      });
    });

    it("forgets an agent with its aliases and its timeline", async () => {
      const { store, agents } = opened();
      const agent = await added();
      const to = sampleId();
      await store.commit({
        writes: [
          { kind: "rename-uid", id: agent.id, from: agent.instanceUid, to },
          { kind: "add-timeline", id: agent.id, entries: [sampleTimeline()] },
        ],
      });
      const forget = { kind: "forget-agent", id: agent.id } as const;
      expect(await store.commit({ writes: [{ ...forget, expect: 9 }] })).toMatchObject({
        kind: "conflict",
        reason: "version",
      });
      expect((await store.commit({ writes: [{ ...forget, expect: 1 }] })).kind).toBe("committed");
      for (const uid of [agent.instanceUid, to]) {
        expect(await agents.get(uid, everything)).toBeNull();
      }
      const page = { limit: 10, cursor: null };
      expect((await agents.timeline(agent.id, page)).items).toEqual([]);
      const again = sampleAgent({ instanceUid: agent.instanceUid });
      expect((await store.commit({ writes: [{ kind: "add-agent", agent: again }] })).kind).toBe(
        "committed",
      );
    });

    it("makes a key once and gives the same ever after", async () => {
      const { store, another } = opened();
      const key = await store.secretKey("config-hash");
      expect(key.length).toBeGreaterThanOrEqual(32);
      expect(await store.secretKey("config-hash")).toEqual(key);
      expect(await store.secretKey("audit")).not.toEqual(key);
      if (another !== undefined) expect(await another.store.secretKey("config-hash")).toEqual(key);
    });
  });
}
