import { EVERYTHING } from "@fleethub/fleet/access";
import { describe, expect, it } from "vitest";
import type { AgentRecord, Assignment, Hold } from "../model.js";
import { ofSuite, SAMPLE_NOW, sampleAgent, sampleId } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

const EDGE_2 = { configuration: "edge", revision: 2 };

const assigned = (over: Partial<Assignment> = {}): Assignment => ({
  rollout: 7,
  group: "edge",
  revision: EDGE_2,
  suspended: false,
  ...over,
});

const held = (over: Partial<Hold> = {}): Hold => ({
  revision: { configuration: "edge", revision: 1 },
  rollout: 7,
  since: SAMPLE_NOW,
  ...over,
});

export function membershipContract(opened: Opened): void {
  const added = async (agents: readonly AgentRecord[]) => {
    await opened().store.commit({ writes: agents.map((agent) => ({ kind: "add-agent", agent })) });
    return agents;
  };

  describe("membership", () => {
    it("comes back as it was added: group, hold, assignment, connection and flow", async () => {
      const { store } = opened();
      const connection = { ownMetrics: { kind: "hub" } } as const;
      const agents = await added([
        sampleAgent(),
        sampleAgent({ group: "", hold: held({ revision: null }), flow: "losing-data" }),
        sampleAgent({ hold: held({ variables: { ENDPOINT: "é\u0000", ON: true } }) }),
        sampleAgent({
          group: "Ärzte\u0000",
          connection,
          assignment: assigned({
            suspended: true,
            forced: true,
            variables: { ENDPOINT: "é\u0000", COUNT: 0.5, ON: false },
          }),
        }),
      ]);
      for (const agent of agents) expect(await store.agentById(agent.id)).toEqual(agent);
    });

    it("is set part by part, and what is not named stays", async () => {
      const { store } = opened();
      const before = sampleAgent({ group: "edge", hold: held(), assignment: assigned() });
      await added([before]);
      const { id } = before;
      const steps = [
        { group: "core" },
        { hold: null },
        { assignment: assigned({ rollout: 8, revision: null }) },
        { labels: { env: "prod" } },
        { group: null, assignment: null, hold: held({ rollout: 9 }) },
        { connection: { ownMetrics: { kind: "off" } } },
        { connection: null },
      ] as const;
      let expected = before;
      for (const step of steps) {
        const { version } = expected;
        const result = await store.commit({
          writes: [{ kind: "set-intent", id, expect: version, ...step }],
        });
        expect(result.kind).toBe("committed");
        expected = { ...expected, ...step, version: version + 1 };
        expect(await store.agentById(id)).toEqual(expected);
      }
    });

    it("outlives reports and outcomes, and many change in one commit", async () => {
      const { store } = opened();
      const agents = await added(
        Array.from({ length: 5 }, () => sampleAgent({ group: "edge", flow: "idle" })),
      );
      await store.commit({
        writes: agents.flatMap(({ id, outcome, projection, report }) => [
          { kind: "set-intent" as const, id, expect: 1, assignment: assigned() },
          { kind: "set-outcome" as const, id, expect: 1, outcome, projection },
          { kind: "set-report" as const, id, epoch: 0, report, projection },
        ]),
      });
      for (const agent of agents) {
        expect(await store.agentById(agent.id)).toEqual({
          ...agent,
          assignment: assigned(),
          version: 2,
          outcomeVersion: 2,
        });
      }
    });

    it("is counted by group and word of config sync, over the whole fleet", async () => {
      const { groups } = opened();
      const [one, two] = [sampleId(), sampleId()];
      const before = await groups.counts(EVERYTHING);
      const sampled = (group: string | null, sync: string) => {
        const agent = sampleAgent({ group });
        return { ...agent, projection: { ...agent.projection, sync } };
      };
      await added([
        sampled(one, "in-sync"),
        sampled(one, "in-sync"),
        sampled(one, "failed"),
        sampled(two, "in-sync"),
        sampled(null, "unmanaged"),
      ]);
      const counts = await groups.counts(EVERYTHING);
      const of = (group: string | null) =>
        counts
          .filter((row) => row.group === group)
          .map(({ sync, agents }) => `${sync} ${agents}`)
          .sort();
      expect(of(one)).toEqual(["failed 1", "in-sync 2"]);
      expect(of(two)).toEqual(["in-sync 1"]);
      const unmanaged = (rows: typeof counts) =>
        rows.find(({ group, sync }) => group === null && sync === "unmanaged")?.agents ?? 0;
      expect(unmanaged(counts)).toBe(unmanaged(before) + 1);
    });

    it("is asked in queries, whatever the case", async () => {
      const { agents } = opened();
      const suite = sampleId();
      const labels = { suite };
      const [edge] = await added([
        sampleAgent({ labels, group: "Edge-West" }),
        sampleAgent({ labels, group: null }),
      ]);
      const filter = ofSuite(suite);
      const term = {
        negated: false,
        field: "group",
        key: null,
        values: [{ kind: "text", segments: ["edge", ""] }],
      } as const;
      const query = { terms: [...filter.query.terms, term] };
      expect(await agents.ids({ ...filter, query }, 10)).toEqual([edge?.id]);
    });
  });

  describe("agents by id", () => {
    it("are read once each, those that are gone left out", async () => {
      const { agents } = opened();
      const [one, two] = await added([
        sampleAgent(),
        sampleAgent({ group: "edge" }),
        sampleAgent(),
      ]);
      if (one === undefined || two === undefined) throw new Error("gone");
      const found = await agents.byIds([two.id, sampleAgent().id, one.id, two.id]);
      expect([...found].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([one, two]);
      expect(await agents.byIds([])).toEqual([]);
    });
  });
}
