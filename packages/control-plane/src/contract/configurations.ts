import { EVERYTHING } from "@fleethub/fleet/access";
import { describe, expect, it } from "vitest";
import { drainPages } from "./drain-pages.js";
import {
  SAMPLE_NOW,
  sampleAgent,
  sampleConfiguration,
  sampleDigest,
  sampleHash,
  sampleName,
  sampleRevision,
} from "./samples.js";
import type { Opened } from "./storage-under-test.js";

export function configurationsContract(opened: Opened): void {
  const added = async (revisions = 0) => {
    const configuration = sampleConfiguration({ description: "the edge", kind: "fragment" });
    const { name } = configuration;
    const { store } = opened();
    await store.commit({ writes: [{ kind: "add-configuration", configuration }] });
    for (let number = 1; number <= revisions; number += 1) {
      const revision = sampleRevision(name, number);
      await store.commit({ writes: [{ kind: "add-revision", revision }] });
    }
    return configuration;
  };

  describe("configurations", () => {
    it("keeps a configuration as it was written and refuses the same name", async () => {
      const { store, configurations } = opened();
      const configuration = await added();
      expect(await configurations.get(configuration.name)).toEqual(configuration);
      expect(await configurations.get(sampleName())).toBeNull();
      const again = { ...sampleConfiguration(), name: configuration.name };
      expect(
        await store.commit({ writes: [{ kind: "add-configuration", configuration: again }] }),
      ).toEqual({
        kind: "conflict",
        write: "add-configuration",
        id: configuration.name,
        reason: "exists",
      });
    });

    it("describes anew on the version that was read", async () => {
      const { store, configurations } = opened();
      const { name } = await added();
      const write = { kind: "set-configuration", name, expect: 1, description: "new" } as const;
      expect((await store.commit({ writes: [write] })).kind).toBe("committed");
      expect(await configurations.get(name)).toMatchObject({ description: "new", version: 2 });
      const stale = { kind: "conflict", write: "set-configuration", id: name, reason: "version" };
      expect(await store.commit({ writes: [write] })).toEqual(stale);
      expect(
        await store.commit({ writes: [{ ...write, name: "no-such", expect: 1 }] }),
      ).toMatchObject({ kind: "conflict", reason: "missing" });
    });

    it("numbers revisions without gaps", async () => {
      const { store, configurations } = opened();
      const { name } = await added(2);
      for (const number of [0, 1, 2, 4]) {
        const revision = sampleRevision(name, number);
        expect(await store.commit({ writes: [{ kind: "add-revision", revision }] })).toEqual({
          kind: "conflict",
          write: "add-revision",
          id: name,
          reason: "version",
        });
      }
      const third = sampleRevision(name, 3, { content: "a: 1\r\n\tb: é\n", message: "third" });
      const racing = await Promise.all(
        [third, third].map((revision) =>
          store.commit({ writes: [{ kind: "add-revision", revision }] }),
        ),
      );
      expect(racing.map((result) => result.kind).sort()).toEqual(["committed", "conflict"]);
      expect(await configurations.revision(name, 3)).toEqual(third);
      expect(await configurations.get(name)).toMatchObject({ latestRevision: 3, version: 4 });
      const missing = sampleRevision(sampleName(), 1);
      expect(
        await store.commit({ writes: [{ kind: "add-revision", revision: missing }] }),
      ).toMatchObject({ kind: "conflict", reason: "missing" });
    });

    it("pages revisions newest first", async () => {
      const { configurations } = opened();
      const { name } = await added(7);
      const rows = await drainPages((page) => configurations.revisions(name, page), 3);
      expect(rows.map((row) => row.number)).toEqual([7, 6, 5, 4, 3, 2, 1]);
      expect((await configurations.revisions(name, { limit: 3, cursor: null })).total).toBe(7);
      expect(await configurations.revision(name, 8)).toBeNull();
    });

    it("pages configurations by name", async () => {
      const { configurations } = opened();
      const names = [(await added()).name, (await added()).name, (await added()).name];
      const rows = await drainPages((page) => configurations.list(page), 2);
      const all = rows.map((row) => row.name);
      expect(all).toEqual([...all].sort());
      expect(new Set(all).size).toBe(all.length);
      expect(all).toEqual(expect.arrayContaining(names));
    });

    it("finds the newest revision with a hash", async () => {
      const { store, configurations } = opened();
      const hash = sampleHash();
      const first = (await added()).name;
      const second = (await added()).name;
      for (const [index, name] of [second, first].entries()) {
        const revision = sampleRevision(name, 1, { hash, createdAt: 1000 + index });
        await store.commit({ writes: [{ kind: "add-revision", revision }] });
      }
      expect(await configurations.revisionByHash(hash)).toMatchObject({ configuration: first });
      expect(await configurations.revisionByHash(sampleHash())).toBeNull();
    });

    it("counts the agents pinned to a configuration", async () => {
      const { store, configurations } = opened();
      const { name } = await added(1);
      const pin = { kind: "revision", configuration: name, revision: 1, forced: false } as const;
      const agents = [sampleAgent({ pin }), sampleAgent({ pin }), sampleAgent()];
      await store.commit({ writes: agents.map((agent) => ({ kind: "add-agent", agent })) });
      expect(await configurations.pinnedAgents(name, EVERYTHING)).toBe(2);
      expect(await configurations.pinnedAgents(sampleName(), EVERYTHING)).toBe(0);
    });

    it("removes a configuration with its revisions, and its name is free again", async () => {
      const { store, configurations } = opened();
      const { name } = await added(1);
      const remove = { kind: "remove-configuration", name } as const;
      expect(await store.commit({ writes: [{ ...remove, expect: 1 }] })).toMatchObject({
        kind: "conflict",
        reason: "version",
      });
      expect((await store.commit({ writes: [{ ...remove, expect: 2 }] })).kind).toBe("committed");
      expect(await configurations.get(name)).toBeNull();
      expect(await configurations.revision(name, 1)).toBeNull();
      const configuration = sampleConfiguration({ name });
      const revision = sampleRevision(name, 1);
      const again = await store.commit({
        writes: [
          { kind: "add-configuration", configuration },
          { kind: "add-revision", revision },
        ],
      });
      expect(again.kind).toBe("committed");
      expect(await configurations.revision(name, 1)).toEqual(revision);
    });
  });

  describe("bodies", () => {
    it("keeps each body once and says which are missing", async () => {
      const { store } = opened();
      const [first, second] = [sampleDigest(), sampleDigest()];
      const body = { digest: first, kind: "effective-config", text: "a: é\n" } as const;
      expect(await store.missingBodies([first, second], SAMPLE_NOW)).toEqual([first, second]);
      await store.commit({ writes: [{ kind: "add-bodies", at: SAMPLE_NOW, bodies: [body] }] });
      const again = { ...body, text: "something else" };
      const health = { digest: second, kind: "health", text: "{}" } as const;
      await store.commit({
        writes: [{ kind: "add-bodies", at: SAMPLE_NOW, bodies: [again, health] }],
      });
      expect(await store.body(first)).toEqual(body);
      expect(await store.body(second)).toEqual(health);
      expect(await store.missingBodies([first, second], SAMPLE_NOW)).toEqual([]);
      expect(await store.body(sampleDigest())).toBeNull();
    });
  });
}
