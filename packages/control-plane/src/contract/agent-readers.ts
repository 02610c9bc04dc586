import { matchQuery, parseQuery, versionKey, type Query } from "@fleethub/fleet/query";
import type { AgentId } from "@fleethub/fleet";
import { describe, expect, it } from "vitest";
import type { AgentRecord } from "../model.js";
import type { AgentFilter, AgentSort } from "../ports.js";
import { queryFactsOf } from "../query-facts.js";
import { TROUBLE_ORDER, troubleOf } from "../trouble.js";
import { drainPages } from "./drain-pages.js";
import { fleetOfSamples } from "./sample-fleet.js";
import { ofSuite, SAMPLE_NOW, sampleAgent, sampleId, sampleTimeline } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

const QUERIES = [
  "",
  "os:linux",
  "os:linux,windows -arch:arm64",
  "version:<0.150",
  "version:>=0.149.0-rc.1 type:otelcol*",
  "presence:connected",
  "presence:stale,disconnected",
  "sync:failed,drifted",
  "health:unhealthy",
  "group:edge",
  "group:edge*,100%",
  "-group:*",
  'group:""',
  "flow:losing-data,idle",
  "silent:yes",
  "-silent:no",
  "verified:effective",
  "admission:awaiting-approval",
  "enrolment:edge-*",
  "credential:bearer",
  "credential:none,enrolment",
  "credential:offered",
  "-credential:offered",
  "credential:expiring",
  "admission:revoked",
  "-enrolment:*",
  "pinned:EDGE",
  "-pinned:*",
  "name:edge-*",
  "edge",
  '"web server"',
  "label.env:prod",
  "-label.env:*",
  "attr.cloud.region:eu-*",
  "config:edge rev:>=2",
  "component:kafka",
  "policy:tls",
  "policy:TLS,no-*",
  "policy:*",
  "-policy:*",
  "lastSeen:>10m",
  "connectedAt:<1h",
  "host:100%_",
  "uid:0198*",
];

function queryOf(text: string): Query {
  const parsed = parseQuery(text);
  if (parsed.query === undefined) throw new Error(parsed.problem.message);
  return parsed.query;
}

export function agentReadersContract(opened: Opened): void {
  const added = async (word: string, fleet: readonly AgentRecord[]) => {
    const agents = fleet.map((agent) => ({ ...agent, labels: { ...agent.labels, suite: word } }));
    await opened().store.commit({ writes: agents.map((agent) => ({ kind: "add-agent", agent })) });
    return agents;
  };
  const walked = async (filter: AgentFilter, limit: number) => {
    const ids: AgentId[] = [];
    for (;;) {
      const some = await opened().agents.walk(filter, ids.at(-1) ?? null, limit);
      ids.push(...some.map(({ id }) => id));
      if (some.length < limit) return ids;
    }
  };
  const byName = { by: "name", descending: false } as const;

  describe("agent readers", () => {
    it("answer every query as matchQuery does", async () => {
      const { agents } = opened();
      const word = sampleId();
      const fleet = await added(word, fleetOfSamples());
      for (const text of QUERIES) {
        const filter = ofSuite(word);
        const query = { terms: [...filter.query.terms, ...queryOf(text).terms] };
        const expected = fleet.filter((agent) =>
          matchQuery(query, queryFactsOf(agent, SAMPLE_NOW), SAMPLE_NOW),
        );
        const page = await agents.list({ ...filter, query }, byName, { limit: 500, cursor: null });
        const found = page.items.map((agent) => agent.id).sort();
        expect(found, text).toEqual(expected.map((agent) => agent.id).sort());
        expect(page.total, text).toBe(expected.length);
        expect(page.nextCursor, text).toBeNull();
        const ids = await agents.ids({ ...filter, query }, 500);
        expect([...ids].sort(), text).toEqual(found);
        expect(await walked({ ...filter, query }, 7), text).toEqual(found);
      }
    });

    it("walk a fleet by id, each agent once and whole", async () => {
      const word = sampleId();
      const fleet = await added(word, [sampleAgent(), sampleAgent(), sampleAgent()]);
      const [first, ...rest] = fleet;
      const { agents } = opened();
      expect(await agents.walk(ofSuite(word), null, 1)).toEqual([first]);
      expect(await agents.walk(ofSuite(word), first?.id ?? null, 5)).toEqual(rest);
      expect(await agents.walk(ofSuite(word), fleet.at(-1)?.id ?? null, 5)).toEqual([]);
    });

    it("stop at the limit of ids", async () => {
      const word = sampleId();
      await added(word, [sampleAgent(), sampleAgent(), sampleAgent()]);
      expect(await opened().agents.ids(ofSuite(word), 2)).toHaveLength(2);
    });

    const sorts: readonly AgentSort[] = [
      "trouble",
      "name",
      "host",
      "version",
      "type",
      "sync",
      "health",
      "lastSeen",
    ];
    it.each(sorts)("page by %s in both directions, each agent once", async (by) => {
      const { agents } = opened();
      const word = sampleId();
      const fleet = await added(word, fleetOfSamples());
      for (const descending of [false, true]) {
        const sort = { by, descending };
        const rows = await drainPages((page) => agents.list(ofSuite(word), sort, page), 7);
        expect(rows.map((row) => row.id).sort()).toEqual(fleet.map((row) => row.id).sort());
        const whole = await agents.list(ofSuite(word), sort, { limit: 500, cursor: null });
        expect(whole.items.map((row) => row.id)).toEqual(rows.map((row) => row.id));
      }
      const there = await agents.list(ofSuite(word), { by, descending: false }, wholePage);
      const back = await agents.list(ofSuite(word), { by, descending: true }, wholePage);
      expect(back.items.map((row) => row.id)).toEqual(there.items.map((row) => row.id).reverse());
    });

    it("put those in trouble first, equals by name", async () => {
      const { agents } = opened();
      const word = sampleId();
      await added(word, fleetOfSamples());
      const sort = { by: "trouble", descending: false } as const;
      const page = await agents.list(ofSuite(word), sort, wholePage);
      const rows = page.items.map((agent) => queryFactsOf(agent, SAMPLE_NOW));
      const ranks = rows.map((row) => TROUBLE_ORDER.indexOf(troubleOf(row)));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      expect(new Set(ranks).size).toBeGreaterThan(5);
      for (const [index, row] of rows.entries()) {
        const next = rows[index + 1];
        if (next !== undefined && ranks[index] === ranks[index + 1]) {
          expect(row.name <= next.name).toBe(true);
        }
      }
    });

    it("order versions by meaning, those that are none at one end", async () => {
      const { agents } = opened();
      const word = sampleId();
      await added(word, fleetOfSamples());
      const sort = { by: "version", descending: false } as const;
      const page = await agents.list(ofSuite(word), sort, wholePage);
      const keys = page.items.map((agent) => versionKey(agent.projection.agentVersion));
      const known = keys.filter((key) => key !== null);
      expect(known).toEqual([...known].sort());
      const edge = keys.length - known.length;
      expect([keys.slice(0, edge), keys.slice(-edge)]).toContainEqual(Array(edge).fill(null));
    });

    it("skip and repeat nothing that stays, while other rows change", async () => {
      const { agents, store } = opened();
      const word = sampleId();
      const fleet = await added(
        word,
        Array.from({ length: 20 }, (_, index) =>
          sampleAgent({ givenName: `n${String(index).padStart(2, "0")}` }),
        ),
      );
      const moving = fleet.filter((_, index) => index % 5 === 0);
      let round = 0;
      const rows = await drainPages(
        (page) => agents.list(ofSuite(word), byName, page),
        3,
        async () => {
          const victim = moving[round];
          round += 1;
          if (victim === undefined) return;
          await store.commit({ writes: [{ kind: "forget-agent", id: victim.id, expect: 1 }] });
          const agent = sampleAgent({ givenName: "n00-late", labels: { suite: word } });
          await store.commit({ writes: [{ kind: "add-agent", agent }] });
        },
      );
      const names = rows.map((row) => row.givenName);
      const staying = fleet.filter((agent) => !moving.includes(agent));
      expect(names).toEqual(expect.arrayContaining(staying.map((agent) => agent.givenName)));
      expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    });

    it("end on a cursor that is none", async () => {
      const word = sampleId();
      await added(word, [sampleAgent()]);
      const page = await opened().agents.list(ofSuite(word), byName, {
        limit: 5,
        cursor: "nonsense",
      });
      expect(page).toMatchObject({ items: [], nextCursor: null });
    });

    it("get one agent, or null", async () => {
      const [agent] = await added(sampleId(), [sampleAgent()]);
      const scope = { kind: "everything" } as const;
      expect(await opened().agents.get(agent?.instanceUid ?? "", scope)).toEqual(agent);
      expect(await opened().agents.get(sampleId(), scope)).toBeNull();
    });
  });

  describe("timelines", () => {
    it("page newest first, and take each entry once", async () => {
      const { store, agents } = opened();
      const agent = sampleAgent();
      const entries = Array.from({ length: 5 }, (_, index) =>
        sampleTimeline({ at: SAMPLE_NOW + Math.floor(index / 2), summary: `entry ${index}` }),
      );
      await store.commit({ writes: [{ kind: "add-agent", agent }] });
      const write = { kind: "add-timeline", id: agent.id } as const;
      await store.commit({ writes: [{ ...write, entries: entries.slice(2) }] });
      await store.commit({ writes: [{ ...write, entries }] });
      const rows = await drainPages((page) => agents.timeline(agent.id, page), 2);
      expect(rows).toEqual([...entries].reverse());
    });
  });
}

const wholePage = { limit: 500, cursor: null } as const;
