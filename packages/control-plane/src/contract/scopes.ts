import { EVERYTHING, isInScope, type Scope, scopeOf } from "@fleethub/fleet/access";
import { describe, expect, it } from "vitest";
import type { AgentRecord } from "../model.js";
import type { AgentFilter } from "../ports.js";
import { reachFactsOf } from "../query-facts.js";
import { fleetOfSamples } from "./sample-fleet.js";
import { ofSuite, sampleAudit, sampleBreach, sampleName } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

const REACHES: readonly (readonly string[])[] = [
  [],
  ["label.squad:edge"],
  ["label.squad:EDGE -label.env:*", "label.squad:gpu label.env:prod"],
  ["enrolment:edge-*"],
  ["pinned:edge", "-pinned:* enrolment:*"],
];

const reaching = (reaches: readonly string[]): Scope =>
  scopeOf(reaches.map((reach) => ({ role: "operator", reach })));

const byName = { by: "name", descending: false } as const;
const FIRST = { limit: 500, cursor: null } as const;

/** Whoever is outside the scope is not there, whatever is asked. */
export function scopesContract(opened: Opened): void {
  describe("scopes", () => {
    const fleetOf = async (suite: string): Promise<readonly AgentRecord[]> => {
      const agents = fleetOfSamples().map((agent, index) => ({
        ...agent,
        breaches: [sampleBreach(suite)],
        labels: { ...agent.labels, suite, squad: index % 2 === 0 ? "edge" : "gpu" },
      }));
      await opened().store.commit({
        writes: agents.map((agent) => ({ kind: "add-agent", agent })),
      });
      return agents;
    };
    const filterOf = (suite: string, scope: Scope): AgentFilter => ({ ...ofSuite(suite), scope });
    const ids = (agents: readonly Pick<AgentRecord, "id">[]) => agents.map(({ id }) => id).sort();

    it.each(REACHES.map((reaches) => ({ reaches })))(
      "narrow lists, counts, walks and reads of one to $reaches",
      async ({ reaches }) => {
        const suite = sampleName();
        const agents = await fleetOf(suite);
        const scope = reaching(reaches);
        const inside = agents.filter((agent) => isInScope(scope, reachFactsOf(agent)));
        const reader = opened().agents;
        const filter = filterOf(suite, scope);
        const list = await reader.list(filter, byName, { ...FIRST, limit: 7 });
        expect(list.total).toBe(inside.length);
        const all = await reader.list(filter, byName, FIRST);
        expect(ids(all.items)).toEqual(ids(inside));
        expect(await reader.ids(filter, 500)).toEqual(ids(inside));
        expect(ids(await reader.walk(filter, null, 500))).toEqual(ids(inside));
        const facets = await reader.facets(filter);
        const counted = (facets["label.suite"] ?? []).reduce((sum, { count }) => sum + count, 0);
        expect(counted).toBe(inside.length);
        for (const agent of agents) {
          const found = await reader.get(agent.instanceUid, scope);
          expect(found?.id ?? null).toBe(inside.includes(agent) ? agent.id : null);
        }
        const bodies = await opened().policies.bodies(filter);
        expect(bodies.reduce((sum, { agents: count }) => sum + count, 0)).toBe(inside.length);
        expect(ids(await opened().policies.agents(filter, null, 500))).toEqual(ids(inside));
        const since = await opened().policies.oldestBreach(suite, filter);
        expect(since === null).toBe(inside.length === 0);
      },
    );

    it("are left by a former UID as by the one in use", async () => {
      const [agent] = await fleetOf(sampleName());
      if (agent === undefined) throw new Error("The samples are empty.");
      const to = `${agent.instanceUid.slice(0, -4)}beef`;
      const { id, instanceUid: from } = agent;
      await opened().store.commit({ writes: [{ kind: "rename-uid", id, from, to }] });
      const outside = reaching(["label.squad:gpu"]);
      for (const uid of [from, to]) {
        expect(await opened().agents.get(uid, outside)).toBeNull();
        expect((await opened().agents.get(uid, EVERYTHING))?.id).toBe(id);
      }
    });

    it("narrow members of groups and agents that are pinned", async () => {
      const agents = await fleetOf(sampleName());
      const scope = reaching(["label.squad:edge"]);
      const sum = (counts: readonly { readonly agents: number }[]) =>
        counts.reduce((total, each) => total + each.agents, 0);
      const [all, some, none] = await Promise.all([
        opened().groups.counts(EVERYTHING),
        opened().groups.counts(scope),
        opened().groups.counts(reaching([])),
      ]);
      expect(sum(all)).toBeGreaterThanOrEqual(agents.length);
      expect(sum(some)).toBeLessThan(sum(all));
      expect(none).toEqual([]);
      const { configurations } = opened();
      const pinned = await configurations.pinnedAgents("edge", EVERYTHING);
      expect(await configurations.pinnedAgents("edge", scope)).toBeLessThanOrEqual(pinned);
      expect(await configurations.pinnedAgents("edge", reaching([]))).toBe(0);
    });

    it("narrow the record to what somebody did himself and what is about agents within", async () => {
      const [inside, outside] = await fleetOf(sampleName());
      if (inside === undefined || outside === undefined) throw new Error("The samples are empty.");
      const word = sampleName();
      const about = (kind: string, id: string, by: string) =>
        sampleAudit({
          action: word,
          resource: { kind, id },
          actor: { kind: "operator", id: by, via: "api", requestId: word },
        });
      const entries = [
        about("agent", inside.instanceUid, "grace"),
        about("agent", outside.instanceUid, "grace"),
        about("group", "gpu", "grace"),
        about("group", "edge", "ada"),
        about("agent", "gone", "grace"),
      ];
      await opened().store.commit({
        writes: entries.map((entry) => ({ kind: "add-audit", entry })),
      });
      const actor = { kind: "operator", id: "ada" } as const;
      const seen = async (scope: Scope) => {
        const page = await opened().audit.list({ text: word, visibleTo: { actor, scope } }, FIRST);
        expect(page.total).toBe(page.items.length);
        return page.items.map(({ resource }) => resource.id);
      };
      expect(await seen(EVERYTHING)).toHaveLength(entries.length);
      expect(await seen(reaching(["label.squad:edge"]))).toEqual(["edge", inside.instanceUid]);
      expect(await seen(reaching([]))).toEqual(["edge"]);
    });
  });
}
