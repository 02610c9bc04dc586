import type { AgentId, BodyDigest } from "@fleethub/fleet";
import { describe, expect, it } from "vitest";
import type { AgentRecord } from "../model.js";
import {
  ofSuite,
  SAMPLE_NOW,
  sampleAgent,
  sampleBreach,
  sampleDigest,
  sampleId,
} from "./samples.js";
import type { Opened } from "./storage-under-test.js";

const running = (agent: AgentRecord, digest: BodyDigest): AgentRecord => ({
  ...agent,
  report: {
    ...agent.report,
    effective: { digest, supervised: true, empty: false, at: SAMPLE_NOW },
  },
});

export function breachesContract(opened: Opened): void {
  const added = async (agents: readonly AgentRecord[]) => {
    await opened().store.commit({ writes: agents.map((agent) => ({ kind: "add-agent", agent })) });
    return agents;
  };

  describe("breaches", () => {
    it("replace what an agent broke, whatever its epoch, and leave its versions alone", async () => {
      const { store } = opened();
      const agent = sampleAgent({ epoch: 7, breaches: [sampleBreach("tls")] });
      const { id } = agent;
      await added([agent]);
      expect(await store.agentById(id)).toEqual(agent);
      const breaches = [sampleBreach("no-debug", { severity: "warn" }), sampleBreach("tls")];
      await store.commit({ writes: [{ kind: "set-breaches", id, breaches }] });
      expect(await store.agentById(id)).toEqual({ ...agent, breaches });
      await store.commit({ writes: [{ kind: "set-breaches", id, breaches: [] }] });
      expect(await store.agentById(id)).toEqual({ ...agent, breaches: [] });
    });

    it("outlive reports, outcomes and intent", async () => {
      const { store } = opened();
      const agent = sampleAgent({ breaches: [sampleBreach("tls")] });
      const { id, report, projection, outcome, breaches } = agent;
      await added([agent]);
      await store.commit({
        writes: [
          { kind: "set-report", id, epoch: 0, report, projection },
          { kind: "set-outcome", id, expect: 1, outcome, projection },
          { kind: "set-intent", id, expect: 1, labels: {} },
        ],
      });
      expect((await store.agentById(id))?.breaches).toEqual(breaches);
    });

    it("make one change entry per agent, and none where they are so already", async () => {
      const { store, feed } = opened();
      const [one, two] = [sampleAgent(), sampleAgent()];
      await added([one, two]);
      const after = await feed.latest();
      const breaches = [sampleBreach("tls")];
      const writes = [one, two].map(({ id }) => ({ kind: "set-breaches", id, breaches }) as const);
      await store.commit({ writes });
      await store.commit({ writes });
      await store.commit({ writes: [{ kind: "set-breaches", id: sampleAgent().id, breaches }] });
      const changes = (await feed.read(after, 10)) ?? [];
      expect(changes.map(({ kind, id, version }) => `${kind} ${id} ${version}`).sort()).toEqual(
        [one, two].map(({ instanceUid }) => `agent.changed ${instanceUid} 1`).sort(),
      );
    });

    it("are dropped where the agent runs another effective config than was judged", async () => {
      const { store } = opened();
      const [judged, newer] = [sampleDigest(), sampleDigest()];
      const [runs, silent] = [running(sampleAgent(), newer), sampleAgent()];
      await added([runs, silent]);
      const breaches = [sampleBreach("tls")];
      const set = async (id: AgentId, ifBody: BodyDigest | null) => {
        await store.commit({ writes: [{ kind: "set-breaches", id, ifBody, breaches }] });
        return (await store.agentById(id))?.breaches;
      };
      expect(await set(runs.id, judged)).toEqual([]);
      expect(await set(runs.id, null)).toEqual([]);
      expect(await set(silent.id, judged)).toEqual([]);
      expect(await set(runs.id, newer)).toEqual(breaches);
      expect(await set(silent.id, null)).toEqual(breaches);
    });

    it("the last of one change set stands, and none of one that is refused", async () => {
      const { store } = opened();
      const agent = sampleAgent();
      const { id } = agent;
      await added([agent]);
      const [first, last] = [[sampleBreach("tls")], [sampleBreach("no-debug")]];
      await store.commit({
        writes: [
          { kind: "set-breaches", id, breaches: first },
          { kind: "set-breaches", id, breaches: last },
        ],
      });
      expect((await store.agentById(id))?.breaches).toEqual(last);
      const refused = await store.commit({
        writes: [
          { kind: "set-breaches", id, breaches: first },
          { kind: "set-intent", id, expect: 9, labels: {} },
        ],
      });
      expect(refused.kind).toBe("conflict");
      expect((await store.agentById(id))?.breaches).toEqual(last);
    });

    it("tell when the oldest of a policy began, excepted ones left out", async () => {
      const { policies } = opened();
      const suite = sampleId();
      const since = (ageMs: number) => ({ since: SAMPLE_NOW - ageMs });
      await added(
        [
          [sampleBreach("tls", since(3000)), sampleBreach("no-debug", since(9000))],
          [sampleBreach("tls", since(5000))],
          [sampleBreach("tls", { ...since(7000), excepted: true })],
          [],
        ].map((breaches) => sampleAgent({ labels: { suite }, breaches })),
      );
      await added([sampleAgent({ breaches: [sampleBreach("tls", since(8000))] })]);
      const filter = ofSuite(suite);
      expect(await policies.oldestBreach("tls", filter)).toBe(SAMPLE_NOW - 5000);
      expect(await policies.oldestBreach("no-debug", filter)).toBe(SAMPLE_NOW - 9000);
      expect(await policies.oldestBreach("secrets", filter)).toBeNull();
    });

    it("are counted by policy, excepted ones left out, each agent once", async () => {
      const { agents } = opened();
      const suite = sampleId();
      const excepted = { excepted: true };
      await added(
        [
          [sampleBreach("tls"), sampleBreach("no-debug")],
          [sampleBreach("tls"), sampleBreach("tls")],
          [sampleBreach("tls", excepted), sampleBreach("no-debug", excepted)],
          [],
        ].map((breaches) => sampleAgent({ labels: { suite }, breaches })),
      );
      expect((await agents.facets(ofSuite(suite)))["policy"]).toEqual([
        { value: "tls", count: 2 },
        { value: "no-debug", count: 1 },
      ]);
    });
  });

  describe("bodies in use", () => {
    it("are counted among the agents that match, most first", async () => {
      const { policies } = opened();
      const suite = sampleId();
      const [rare, common] = [sampleDigest(), sampleDigest()];
      const agent = () => sampleAgent({ labels: { suite } });
      await added([
        running(agent(), common),
        running(agent(), rare),
        running(agent(), common),
        running(agent(), common),
        agent(),
        agent(),
        running(sampleAgent(), common),
      ]);
      expect(await policies.bodies(ofSuite(suite))).toEqual([
        { body: common, agents: 3 },
        { body: null, agents: 2 },
        { body: rare, agents: 1 },
      ]);
    });

    it("are walked by agent, with what each breaks", async () => {
      const { policies, store } = opened();
      const suite = sampleId();
      const [first, second] = [sampleDigest(), sampleDigest()];
      const breaches = [sampleBreach("tls")];
      const agents = [
        running(sampleAgent({ labels: { suite }, breaches }), first),
        sampleAgent({ labels: { suite } }),
        running(sampleAgent({ labels: { suite } }), first),
      ];
      await added([...agents, sampleAgent()]);
      const [one, two, three] = agents;
      if (one === undefined || two === undefined || three === undefined) throw new Error("gone");
      const { report, projection } = running(three, second);
      await store.commit({
        writes: [{ kind: "set-report", id: three.id, epoch: 0, report, projection }],
      });
      const filter = ofSuite(suite);
      expect(await policies.agents(filter, null, 2)).toEqual([
        { id: one.id, body: first, breaches },
        { id: two.id, body: null, breaches: [] },
      ]);
      expect(await policies.agents(filter, two.id, 2)).toEqual([
        { id: three.id, body: second, breaches: [] },
      ]);
      expect(await policies.agents(filter, three.id, 2)).toEqual([]);
    });
  });
}
