import { describe, expect, it } from "vitest";
import {
  SAMPLE_NOW,
  sampleAgent,
  sampleDescription,
  sampleId,
  sampleProjection,
} from "./samples.js";
import type { AgentRecord } from "../model.js";
import type { Opened } from "./storage-under-test.js";

const link = { transport: "http", remoteAddress: "192.0.2.7" } as const;
const arrival = (agent: AgentRecord) => ({ uid: agent.instanceUid, ...link });

export function reportsContract(opened: Opened): void {
  describe("claims and reports", () => {
    it("counts every take-over, and answers the record as of then", async () => {
      const { store } = opened();
      const agent = sampleAgent();
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      const first = { ...agent, ...link, owner: "hub-a", epoch: 1 };
      expect(await store.claim("hub-a", [arrival(agent)])).toEqual([first]);
      const second = { ...first, owner: "hub-b", epoch: 2 };
      expect(await store.claim("hub-b", [arrival(agent)])).toEqual([second]);
      expect(await store.agentById(agent.id)).toEqual(second);
    });

    it("claims many at once, by former UIDs too, and each once", async () => {
      const { store } = opened();
      const [one, other] = [sampleAgent(), sampleAgent()];
      const to = sampleId();
      const { id, instanceUid: from } = one;
      await store.commit({
        writes: [
          { kind: "add-agent", agent: one },
          { kind: "add-agent", agent: other },
          { kind: "rename-uid", id, from, to },
        ],
      });
      const claimed = await store.claim("hub-a", [
        arrival(one),
        arrival(sampleAgent()),
        arrival(other),
        { ...arrival(one), uid: to },
      ]);
      expect(claimed.map((record) => record?.id)).toEqual([id, undefined, other.id, id]);
      expect(claimed[1]).toBeNull();
      expect(claimed.map((record) => record?.epoch)).toEqual([1, undefined, 1, 1]);
      expect(await store.claim("hub-a", [])).toEqual([]);
    });

    it("takes again what a hub still holds, and leaves alone what another one took", async () => {
      const { store } = opened();
      const [one, other, gone] = [sampleAgent(), sampleAgent(), sampleAgent()];
      const agents = [one, other];
      await store.commit({ writes: agents.map((agent) => ({ kind: "add-agent", agent })) });
      await store.claim("hub-a", agents.map(arrival));
      await store.claim("hub-b", [arrival(other)]);
      const back = { transport: "websocket", remoteAddress: "192.0.2.8" } as const;
      const returns = [other, one, gone].map(({ id }) => ({ id, epoch: 1, ...back }));
      expect(await store.retake("hub-a", returns)).toEqual([false, true, false]);
      const held = { ...one, ...back, owner: "hub-a", epoch: 2 };
      expect(await store.agentById(one.id)).toEqual(held);
      expect(await store.agentById(other.id)).toMatchObject({ ...link, owner: "hub-b", epoch: 2 });
      // Of its own, but as of an epoch that is over.
      expect(await store.retake("hub-a", [{ id: one.id, epoch: 1, ...back }])).toEqual([false]);
      expect(await store.retake("hub-b", [{ id: one.id, epoch: 2, ...back }])).toEqual([false]);
      expect(await store.retake("hub-a", [])).toEqual([]);
    });

    it("drops reports that carry a lost epoch, without an error", async () => {
      const { store, feed } = opened();
      const agent = sampleAgent();
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      await store.claim("hub-a", [arrival(agent)]);
      const endpoint = "http://hub:4320/v1/metrics";
      const opamp = { endpoint, heartbeatSeconds: 10, credentials: "" };
      const settings = {
        told: { ownMetrics: endpoint, opamp },
        toldAt: SAMPLE_NOW,
        tells: 1,
        status: "applied",
        settled: true,
        lost: false,
        error: "",
      } as const;
      const reach = { reachedUrl: "http://hub:4320", heartbeatIntervalMs: 10_000 };
      const description = sampleDescription();
      const report = { ...agent.report, seq: 7n, description, settings, ...reach };
      const projection = sampleProjection({ health: "degraded" });
      const write = { kind: "set-report", id: agent.id, report, projection } as const;
      await store.commit({ writes: [{ ...write, epoch: 1 }] });
      expect(await store.agentById(agent.id)).toMatchObject({ report, projection });
      await store.claim("hub-b", [arrival(agent)]);
      const before = await feed.latest();
      const late = { ...write, report: { ...report, seq: 8n }, epoch: 1 };
      const touch = { kind: "touch", id: agent.id, epoch: 1, seq: 9n, lastSeenAt: 1 } as const;
      expect((await store.commit({ writes: [late, touch] })).kind).toBe("committed");
      expect((await store.agentById(agent.id))?.report).toEqual(report);
      expect(await feed.latest()).toBe(before);
    });

    it("leaves versions alone when a report is written", async () => {
      const { store } = opened();
      const agent = sampleAgent();
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      const { report, projection } = agent;
      await store.commit({
        writes: [{ kind: "set-report", id: agent.id, epoch: 0, report, projection }],
      });
      expect(await store.agentById(agent.id)).toMatchObject({ version: 1, outcomeVersion: 1 });
    });

    it("touches last-seen and sequence number alone, without a change entry", async () => {
      const { store, feed } = opened();
      const agent = sampleAgent();
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      const before = await feed.latest();
      const lastSeenAt = SAMPLE_NOW + 30_000;
      await store.commit({
        writes: [{ kind: "touch", id: agent.id, epoch: 0, lastSeenAt, seq: 12n }],
      });
      const stored = await store.agentById(agent.id);
      expect(stored?.report).toEqual({ ...agent.report, lastSeenAt, seq: 12n });
      expect(await feed.latest()).toBe(before);
    });

    it("takes many reports in one change set", async () => {
      const { store } = opened();
      const agents = Array.from({ length: 300 }, () => sampleAgent());
      await store.commit({ writes: agents.map((agent) => ({ kind: "add-agent", agent })) });
      await store.commit({
        writes: agents.map(({ id, report }, index) => ({
          kind: "set-report",
          id,
          epoch: 0,
          report: { ...report, seq: BigInt(index) },
          projection: sampleProjection({ host: `host-${index}` }),
        })),
      });
      const last = await store.agentById(agents.at(-1)?.id ?? agents[0]?.id ?? sampleAgent().id);
      expect(last).toMatchObject({ report: { seq: 299n }, projection: { host: "host-299" } });
    });

    it("keeps texts and keys that trip other stores", async () => {
      const { store } = opened();
      const attributes = JSON.parse(
        '{"__proto__": "a", "constructor": "b", "nul": "x\\u0000y", "half": "\\ud800", "q\\"\\\\": "🜁"}',
      );
      const description = sampleDescription({ attributes, host: "a\u0000b" });
      const sample = sampleAgent();
      const agent = {
        ...sample,
        labels: { suite: "odd", odd: "it's; --" },
        report: { ...sample.report, description },
      };
      expect((await store.commit({ writes: [{ kind: "add-agent", agent }] })).kind).toBe(
        "committed",
      );
      const stored = await store.agentById(agent.id);
      expect(stored?.labels).toEqual(agent.labels);
      const kept = stored?.report.description?.attributes ?? {};
      expect(Object.keys(kept).sort()).toEqual(Object.keys(attributes).sort());
      expect(kept['q"\\']).toBe("🜁");
      expect(Object.getOwnPropertyDescriptor(kept, "__proto__")?.value).toBe("a");
    });

    it("drops reports and timelines of an agent that was forgotten", async () => {
      const { store } = opened();
      const { id, report, projection } = sampleAgent();
      const result = await store.commit({
        writes: [
          { kind: "set-report", id, epoch: 0, report, projection },
          { kind: "touch", id, epoch: 0, lastSeenAt: SAMPLE_NOW, seq: null },
          {
            kind: "add-timeline",
            id,
            entries: [
              { id: sampleId(), at: SAMPLE_NOW, kind: "presence", summary: "", detail: {} },
            ],
          },
        ],
      });
      expect(result.kind).toBe("committed");
      expect(await store.agentById(id)).toBeNull();
    });
  });
}
