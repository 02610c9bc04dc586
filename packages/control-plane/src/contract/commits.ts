import { describe, expect, it } from "vitest";
import {
  sampleAgent,
  sampleAudit,
  sampleConfiguration,
  sampleProjection,
  sampleTimeline,
} from "./samples.js";
import type { Opened } from "./storage-under-test.js";

export function commitsContract(opened: Opened): void {
  const everything = { kind: "everything" } as const;
  describe("commits", () => {
    it("keeps an agent as it was written", async () => {
      const { store, agents } = opened();
      const agent = sampleAgent({
        labels: { env: "prod", suite: "commits" },
        pin: { kind: "revision", configuration: "edge", revision: 3, forced: true },
      });
      const result = await store.commit({ writes: [{ kind: "add-agent", agent }] });
      expect(result.kind).toBe("committed");
      expect(await store.agentById(agent.id)).toEqual(agent);
      expect(await agents.get(agent.instanceUid, everything)).toEqual(agent);
    });

    it("keeps sequence numbers and capabilities beyond 2^53", async () => {
      const { store } = opened();
      const sample = sampleAgent();
      const report = { ...sample.report, seq: 2n ** 53n + 1n, capabilities: 2n ** 63n - 1n };
      await store.commit({ writes: [{ kind: "add-agent", agent: { ...sample, report } }] });
      expect((await store.agentById(sample.id))?.report).toEqual(report);
    });

    it("lands whole or not at all", async () => {
      const { store, configurations, audit, feed } = opened();
      const agent = sampleAgent();
      const configuration = sampleConfiguration();
      const entry = sampleAudit();
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      const before = await feed.latest();
      const result = await store.commit({
        writes: [
          { kind: "add-configuration", configuration },
          { kind: "set-intent", id: agent.id, expect: 1, labels: { env: "prod" } },
          { kind: "add-audit", entry },
          { kind: "set-outcome", id: agent.id, expect: 99, ...outcomeOf(agent) },
        ],
      });
      expect(result).toEqual({
        kind: "conflict",
        write: "set-outcome",
        id: agent.id,
        reason: "version",
      });
      expect(await store.agentById(agent.id)).toEqual(agent);
      expect(await configurations.get(configuration.name)).toBeNull();
      const page = { limit: 10, cursor: null };
      expect((await audit.list({ text: "", resource: entry.resource }, page)).items).toEqual([]);
      expect(await feed.latest()).toBe(before);
    });

    it("takes intent, outcome, timeline and audit of one agent in one change set", async () => {
      const { store, agents } = opened();
      const agent = sampleAgent();
      const entry = sampleTimeline();
      await store.commit({
        writes: [
          { kind: "add-agent", agent },
          { kind: "add-timeline", id: agent.id, entries: [entry] },
        ],
      });
      const result = await store.commit({
        writes: [
          { kind: "set-intent", id: agent.id, expect: 1, givenName: "front" },
          { kind: "set-outcome", id: agent.id, expect: 1, ...outcomeOf(agent) },
          { kind: "add-timeline", id: agent.id, entries: [sampleTimeline()] },
          { kind: "add-audit", entry: sampleAudit() },
        ],
      });
      expect(result.kind).toBe("committed");
      const stored = await store.agentById(agent.id);
      expect(stored).toMatchObject({ version: 2, outcomeVersion: 2, givenName: "front" });
      const page = await agents.timeline(agent.id, { limit: 10, cursor: null });
      expect(page).toMatchObject({ total: 2 });
      expect(page.items).toContainEqual(entry);
    });

    it("changes only the intent that is named", async () => {
      const { store } = opened();
      const agent = sampleAgent({ givenName: "front", labels: { a: "b" }, pin: { kind: "local" } });
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      await store.commit({
        writes: [{ kind: "set-intent", id: agent.id, expect: 1, givenName: null, pin: null }],
      });
      const stored = await store.agentById(agent.id);
      expect(stored).toEqual({ ...agent, givenName: null, pin: null, version: 2 });
    });

    it("refuses intent and outcome decided on an older version", async () => {
      const { store } = opened();
      const agent = sampleAgent();
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      const pin = { kind: "set-intent", id: agent.id, expect: 1, pin: { kind: "local" } } as const;
      const outcome = {
        kind: "set-outcome",
        id: agent.id,
        expect: 1,
        outcome: agent.outcome,
        projection: sampleProjection({ sync: "failed" }),
      } as const;
      const refusal = { kind: "conflict", id: agent.id, reason: "version" };
      expect((await store.commit({ writes: [pin, outcome] })).kind).toBe("committed");
      expect(await store.commit({ writes: [pin] })).toEqual({ ...refusal, write: "set-intent" });
      expect(await store.commit({ writes: [outcome] })).toEqual({
        ...refusal,
        write: "set-outcome",
      });
      const stored = await store.agentById(agent.id);
      expect(stored).toMatchObject({
        version: 2,
        outcomeVersion: 2,
        projection: { sync: "failed" },
      });
    });

    it("names what is missing and what exists", async () => {
      const { store } = opened();
      const agent = sampleAgent();
      const twin = sampleAgent({ instanceUid: agent.instanceUid });
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      expect(await store.commit({ writes: [{ kind: "add-agent", agent: twin }] })).toEqual({
        kind: "conflict",
        write: "add-agent",
        id: twin.id,
        reason: "exists",
      });
      expect(
        await store.commit({
          writes: [{ kind: "set-intent", id: twin.id, expect: 1, labels: {} }],
        }),
      ).toEqual({ kind: "conflict", write: "set-intent", id: twin.id, reason: "missing" });
    });

    it("lets one of two racing commits win", async () => {
      const { store } = opened();
      const agent = sampleAgent();
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      const results = await Promise.all(
        ["one", "two", "three"].map((env) =>
          store.commit({
            writes: [{ kind: "set-intent", id: agent.id, expect: 1, labels: { env } }],
          }),
        ),
      );
      expect(results.filter((result) => result.kind === "committed")).toHaveLength(1);
      expect((await store.agentById(agent.id))?.version).toBe(2);
    });

    it("commits nothing without complaint", async () => {
      const { store, feed } = opened();
      const sequence = await feed.latest();
      expect(await store.commit({ writes: [] })).toEqual({ kind: "committed", sequence });
    });
  });
}

const outcomeOf = (agent: ReturnType<typeof sampleAgent>) => ({
  outcome: agent.outcome,
  projection: agent.projection,
});
