import { describe, expect, it, vi } from "vitest";
import { sampleAgent, sampleConfiguration, sampleId, sampleProjection } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

export function changeLogContract(opened: Opened): void {
  describe("change log", () => {
    it("tells what changed, in the order of commits", async () => {
      const { store, feed } = opened();
      const after = await feed.latest();
      const agent = sampleAgent();
      const configuration = sampleConfiguration();
      const { name } = configuration;
      const to = sampleId();
      const from = agent.instanceUid;
      const { id } = agent;
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      await store.commit({ writes: [{ kind: "add-configuration", configuration }] });
      await store.commit({ writes: [{ kind: "set-intent", id, expect: 1, labels: {} }] });
      await store.commit({ writes: [{ kind: "rename-uid", id, from, to }] });
      await store.commit({ writes: [{ kind: "forget-agent", id, expect: 2 }] });
      const last = await store.commit({
        writes: [{ kind: "remove-configuration", name, expect: 1 }],
      });
      const changes = (await feed.read(after, 100)) ?? [];
      expect(changes.map(({ kind, id: changed, version }) => [kind, changed, version])).toEqual([
        ["agent.changed", from, 1],
        ["configuration.changed", name, 1],
        ["agent.changed", from, 2],
        ["agent.renamed", from, 2],
        ["agent.changed", to, 2],
        ["agent.forgotten", to, 2],
        ["configuration.removed", name, 1],
      ]);
      const sequences = changes.map((change) => change.sequence);
      expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
      expect(new Set(sequences).size).toBe(sequences.length);
      expect(last).toEqual({ kind: "committed", sequence: await feed.latest() });
      expect(sequences.at(-1)).toBe(await feed.latest());
    });

    it("writes one entry for everything that one commit changed of one agent", async () => {
      const { store, feed } = opened();
      const agent = sampleAgent();
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      const after = await feed.latest();
      const { id, outcome, report, projection } = agent;
      await store.commit({
        writes: [
          { kind: "set-report", id, epoch: 0, report, projection: sampleProjection() },
          { kind: "set-intent", id, expect: 1, labels: {} },
          { kind: "set-outcome", id, expect: 1, outcome, projection },
        ],
      });
      expect(await feed.read(after, 10)).toEqual([
        { sequence: expect.any(Number), kind: "agent.changed", id: agent.instanceUid, version: 2 },
      ]);
    });

    it("is read on from any entry, and in pieces", async () => {
      const { store, feed } = opened();
      const after = await feed.latest();
      for (let index = 0; index < 5; index += 1) {
        await store.commit({ writes: [{ kind: "add-agent", agent: sampleAgent() }] });
      }
      const all = (await feed.read(after, 100)) ?? [];
      const pieces = [];
      let from = after;
      for (let rounds = 0; rounds < 10; rounds += 1) {
        const piece = (await feed.read(from, 2)) ?? [];
        if (piece.length === 0) break;
        pieces.push(...piece);
        from = piece.at(-1)?.sequence ?? from;
      }
      expect(all).toHaveLength(5);
      expect(pieces).toEqual(all);
      expect(await feed.read(await feed.latest(), 10)).toEqual([]);
    });

    it("says so where it no longer reaches back, or never did", async () => {
      const { store, feed, retention } = opened();
      const early = await feed.latest();
      for (let index = 0; index < 3; index += 1) {
        await store.commit({ writes: [{ kind: "add-agent", agent: sampleAgent() }] });
      }
      const kept = await feed.latest();
      await store.commit({ writes: [{ kind: "add-agent", agent: sampleAgent() }] });
      await retention.trimChanges(kept);
      expect(await feed.read(early, 10)).toBeNull();
      expect(await feed.read(kept, 10)).toHaveLength(1);
      expect(await feed.read((await feed.latest()) + 1000, 10)).toBeNull();
    });

    it("skips no commit, however many land at once", async () => {
      const { store, feed, another } = opened();
      const after = await feed.latest();
      const stores = another === undefined ? [store] : [store, another.store];
      const agents = Array.from({ length: 40 }, () => sampleAgent());
      const seen: string[] = [];
      let from = after;
      const readOn = async () => {
        for (const change of (await feed.read(from, 1000)) ?? []) {
          seen.push(change.id);
          from = change.sequence;
        }
      };
      const commits = agents.map((agent, index) =>
        stores[index % stores.length]?.commit({ writes: [{ kind: "add-agent", agent }] }),
      );
      const reading = (async () => {
        while (seen.length < agents.length) await readOn();
      })();
      await Promise.all([...commits, reading]);
      expect(seen.sort()).toEqual(agents.map((agent) => agent.instanceUid).sort());
    });

    it("wakes those who listen, also to other hubs' commits", async () => {
      const { feed, store, another } = opened();
      const listener = vi.fn();
      const stop = feed.subscribe(listener);
      await (another ?? { store }).store.commit({
        writes: [{ kind: "add-agent", agent: sampleAgent() }],
      });
      // Slow machines take their time; only a feed that never wakes runs into this.
      await expect.poll(() => listener, { timeout: 20_000 }).toHaveBeenCalled();
      stop();
      listener.mockClear();
      const heard = new Promise<void>((resolve) => {
        const last = feed.subscribe(() => {
          last();
          resolve();
        });
      });
      await store.commit({ writes: [{ kind: "add-agent", agent: sampleAgent() }] });
      await heard;
      expect(listener).not.toHaveBeenCalled();
    });
  });
}
