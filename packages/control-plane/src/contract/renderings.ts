import type { BodyDigest, ConfigHash } from "@fleethub/fleet";
import { describe, expect, it } from "vitest";
import type { RevisionRecord } from "../model.js";
import {
  sampleAgent,
  sampleConfiguration,
  sampleHash,
  sampleRendering,
  sampleRevision,
} from "./samples.js";
import type { Opened } from "./storage-under-test.js";

export function renderingsContract(opened: Opened): void {
  const revised = async (over: Partial<RevisionRecord> = {}) => {
    const configuration = sampleConfiguration();
    const revision = sampleRevision(configuration.name, 1, over);
    await opened().store.commit({
      writes: [
        { kind: "add-configuration", configuration },
        { kind: "add-revision", revision },
      ],
    });
    return { name: configuration.name, revision };
  };
  const bodyOf = (hash: ConfigHash) => opened().store.body(hash as string as BodyDigest);

  describe("layers and variables", () => {
    it("come back with the revision as they were written", async () => {
      const { configurations } = opened();
      const { name, revision } = await revised({
        source: "receivers: {}\n",
        layers: [
          { configuration: "privacy", revision: 9 },
          { configuration: "egress", revision: 2 },
        ],
        variables: [
          { name: "ENDPOINT", type: "text", default: "é \u0000 http://x" },
          { name: "RATE", type: "number", default: 0.1 },
          { name: "ON", type: "boolean", default: false },
          { name: "WAIT", type: "duration", default: null },
        ],
      });
      expect(await configurations.revision(name, 1)).toEqual(revision);
      expect(await configurations.revisionByHash(revision.hash)).toEqual(revision);
      const page = { limit: 1, cursor: null };
      expect((await configurations.revisions(name, page)).items).toEqual([revision]);
    });

    it("an agent's values are intent: set on the version that was read, and left alone by others", async () => {
      const { store } = opened();
      const agent = sampleAgent({ variables: { ENDPOINT: "a", RATE: 1.5, ON: true } });
      const { id } = agent;
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      expect((await store.agentById(id))?.variables).toEqual(agent.variables);
      const variables = { ENDPOINT: "" };
      const set = { kind: "set-intent", id, expect: 1, variables } as const;
      expect((await store.commit({ writes: [set] })).kind).toBe("committed");
      expect(await store.commit({ writes: [set] })).toMatchObject({ reason: "version" });
      await store.commit({ writes: [{ kind: "set-intent", id, expect: 2, givenName: "x" }] });
      expect(await store.agentById(id)).toMatchObject({ variables, givenName: "x", version: 3 });
      await store.commit({ writes: [{ kind: "set-intent", id, expect: 3, variables: {} }] });
      expect((await store.agentById(id))?.variables).toEqual({});
    });
  });

  describe("renderings", () => {
    it("are found by hash, lead to their revision, and are kept once", async () => {
      const { store, configurations, feed } = opened();
      const { name, revision } = await revised();
      const [one, two] = [sampleRendering(name, 1), sampleRendering(name, 1, { content: "é\r\n" })];
      const after = await feed.latest();
      await store.commit({
        writes: [
          { kind: "add-rendering", rendering: one },
          { kind: "add-rendering", rendering: two },
          { kind: "add-rendering", rendering: { ...one, content: "something else" } },
        ],
      });
      await store.commit({
        writes: [{ kind: "add-rendering", rendering: { ...two, content: "something else" } }],
      });
      expect(await feed.latest()).toBe(after);
      for (const rendering of [one, two]) {
        expect(await configurations.rendering(rendering.hash)).toEqual(rendering);
        expect(await configurations.revisionByHash(rendering.hash)).toEqual(revision);
      }
      expect(await configurations.rendering(revision.hash)).toBeNull();
      expect(await configurations.rendering(sampleHash())).toBeNull();
    });

    it("need their revision", async () => {
      const { store, configurations } = opened();
      const { name } = await revised();
      const [good, bad] = [sampleRendering(name, 1), sampleRendering(name, 2)];
      const result = await store.commit({
        writes: [good, bad].map((rendering) => ({ kind: "add-rendering", rendering }) as const),
      });
      expect(result).toEqual({
        kind: "conflict",
        write: "add-rendering",
        id: name,
        reason: "missing",
      });
      expect(await configurations.rendering(good.hash)).toBeNull();
    });

    it("may come in the commit of their revision", async () => {
      const { store, configurations } = opened();
      const { name } = await revised();
      const rendering = sampleRendering(name, 2);
      const result = await store.commit({
        writes: [
          { kind: "add-revision", revision: sampleRevision(name, 2) },
          { kind: "add-rendering", rendering },
        ],
      });
      expect(result.kind).toBe("committed");
      expect(await configurations.revisionByHash(rendering.hash)).toMatchObject({ number: 2 });
    });

    it("go with their configuration; their bytes stay, so that agents can be returned to them", async () => {
      const { store, configurations, retention } = opened();
      const { name } = await revised();
      const { name: other } = await revised();
      const [gone, stays] = [sampleRendering(name, 1), sampleRendering(other, 1)];
      await store.commit({
        writes: [gone, stays].map((rendering) => ({ kind: "add-rendering", rendering }) as const),
      });
      const remove = { kind: "remove-configuration", name } as const;
      expect((await store.commit({ writes: [{ ...remove, expect: 1 }] })).kind).toBe("conflict");
      expect(await bodyOf(gone.hash)).toBeNull();
      expect((await store.commit({ writes: [{ ...remove, expect: 2 }] })).kind).toBe("committed");
      expect(await configurations.rendering(gone.hash)).toBeNull();
      expect(await configurations.revisionByHash(gone.hash)).toBeNull();
      const body = { digest: gone.hash, kind: "remote-config", text: gone.content };
      expect(await bodyOf(gone.hash)).toEqual(body);
      await retention.trimBodies(Number.MAX_SAFE_INTEGER);
      expect(await bodyOf(gone.hash)).toEqual(body);
      expect(await configurations.rendering(stays.hash)).toEqual(stays);
      expect(await bodyOf(stays.hash)).toBeNull();
    });
  });
}
