import type { AgentId } from "@fleethub/fleet";
import { describe, expect, it } from "vitest";
import { FLOW_POINTS_MAX } from "../telemetry-model.js";
import { sampleFlowPoint, sampleTelemetry } from "./rollout-samples.js";
import { SAMPLE_NOW, sampleAgent } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

const FLOW = { accepted: 1, refused: 2, sent: 3, sendFailed: 4, dropped: 5, held: 6 };

export function telemetryContract(opened: Opened): void {
  const added = async (count: number) => {
    const agents = Array.from({ length: count }, () => sampleAgent());
    await opened().store.commit({ writes: agents.map((agent) => ({ kind: "add-agent", agent })) });
    return agents;
  };

  describe("own telemetry", () => {
    it("is kept as it was written, the last of an agent, and its word on the agent", async () => {
      const { store, telemetry } = opened();
      const [agent] = await added(1);
      if (agent === undefined) throw new Error("gone");
      const before = sampleTelemetry(agent.id, { points: [sampleFlowPoint()] });
      await store.commit({ writes: [{ kind: "set-telemetry", agents: [before] }] });
      expect(await telemetry.of([agent.id])).toEqual([before]);
      const after = sampleTelemetry(agent.id, {
        word: "losing-data",
        reason: "otlp/é\u0000 fails to send 90 % of its spans",
        since: SAMPLE_NOW - 5,
        startedAt: SAMPLE_NOW - 9_000_000,
        intervalMs: 10_000,
        points: [
          sampleFlowPoint({ signals: {}, memory: 187_654_144, cpu: 0.0312 }),
          sampleFlowPoint({ at: SAMPLE_NOW + 1, queue: { size: 3, capacity: 1_000 } }),
          sampleFlowPoint({
            at: SAMPLE_NOW + 2,
            spanMs: 9_999,
            signals: { logs: FLOW, metrics: { ...FLOW, accepted: 2 ** 53 - 1, sent: 1 / 3 } },
            cpu: 1 / 3,
          }),
        ],
      });
      await store.commit({
        writes: [
          { kind: "set-telemetry", agents: [before, before] },
          { kind: "set-telemetry", agents: [after] },
        ],
      });
      expect(await telemetry.of([agent.id, agent.id])).toEqual([after]);
      expect(await store.agentById(agent.id)).toEqual({ ...agent, flow: "losing-data" });
    });

    it("holds as many points as are kept", async () => {
      const { store, telemetry } = opened();
      const [agent] = await added(1);
      if (agent === undefined) throw new Error("gone");
      const points = Array.from({ length: FLOW_POINTS_MAX }, (_, index) =>
        sampleFlowPoint({ at: SAMPLE_NOW + index * 60_000, memory: 180_000_000 + index * 4_096 }),
      );
      const full = sampleTelemetry(agent.id, { points });
      await store.commit({ writes: [{ kind: "set-telemetry", agents: [full] }] });
      expect(await telemetry.of([agent.id])).toEqual([full]);
    });

    it("makes a change entry where the word is another, and moves no version", async () => {
      const { store, feed } = opened();
      const [one, two] = await added(2);
      if (one === undefined || two === undefined) throw new Error("gone");
      const after = await feed.latest();
      const say = (agent: AgentId, word: "idle" | "not-reported") =>
        sampleTelemetry(agent, { word });
      const agents = [say(one.id, "idle"), say(two.id, "not-reported")];
      await store.commit({ writes: [{ kind: "set-telemetry", agents }] });
      await store.commit({ writes: [{ kind: "set-telemetry", agents }] });
      const changes = (await feed.read(after, 10)) ?? [];
      expect(changes.map(({ kind, id, version }) => [kind, id, version])).toEqual([
        ["agent.changed", one.instanceUid, 1],
      ]);
    });

    it("goes with its agent, and of nobody it is dropped", async () => {
      const { store, telemetry } = opened();
      const [agent] = await added(1);
      if (agent === undefined) throw new Error("gone");
      const nobody = sampleAgent().id;
      const agents = [sampleTelemetry(agent.id), sampleTelemetry(nobody)];
      const write = { kind: "set-telemetry", agents } as const;
      expect((await store.commit({ writes: [write] })).kind).toBe("committed");
      expect(await telemetry.of([nobody])).toEqual([]);
      await store.commit({ writes: [{ kind: "forget-agent", id: agent.id, expect: 1 }] });
      expect(await telemetry.of([agent.id])).toEqual([]);
      expect((await store.commit({ writes: [write] })).kind).toBe("committed");
      expect(await telemetry.of([])).toEqual([]);
      expect(await telemetry.of([agent.id])).toEqual([]);
    });

    it("may race with forgetting its agent: nothing fails, and nothing is left behind", async () => {
      const { store, telemetry } = opened();
      const agents = await added(20);
      const races = agents.flatMap(({ id }) => [
        store.commit({ writes: [{ kind: "set-telemetry", agents: [sampleTelemetry(id)] }] }),
        store.commit({ writes: [{ kind: "forget-agent", id, expect: 1 }] }),
      ]);
      const results = await Promise.all(races);
      expect(results.map(({ kind }) => kind)).toEqual(races.map(() => "committed"));
      expect(await telemetry.of(agents.map(({ id }) => id))).toEqual([]);
    });

    it("lands whole with the rest of a change set, or not at all", async () => {
      const { store, telemetry } = opened();
      const [agent] = await added(1);
      if (agent === undefined) throw new Error("gone");
      const result = await store.commit({
        writes: [
          { kind: "set-telemetry", agents: [sampleTelemetry(agent.id)] },
          { kind: "set-intent", id: agent.id, expect: 9, labels: {} },
        ],
      });
      expect(result.kind).toBe("conflict");
      expect(await telemetry.of([agent.id])).toEqual([]);
      expect(await store.agentById(agent.id)).toEqual(agent);
    });
  });
}
