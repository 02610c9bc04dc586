import type { BodyDigest } from "@fleethub/fleet";
import { describe, expect, it } from "vitest";
import type { StoredBody } from "../model.js";
import {
  SAMPLE_NOW,
  sampleAgent,
  sampleDigest,
  samplePolicy,
  sampleRule,
  sampleTimeline,
} from "./samples.js";
import type { Opened } from "./storage-under-test.js";

const page = { limit: 100, cursor: null };
const body = (kind: StoredBody["kind"], digest = sampleDigest()): StoredBody => ({
  digest,
  kind,
  text: `text of ${digest}`,
});

export function retentionContract(opened: Opened): void {
  describe("retention", () => {
    it("drops what is old, and of each agent what is beyond its newest entries", async () => {
      const { store, agents, retention } = opened();
      const [busy, calm] = [sampleAgent(), sampleAgent()];
      const entry = (at: number) => sampleTimeline({ at: SAMPLE_NOW + at });
      const many = [5, 4, 3, 2, 1, 0].map(entry);
      const few = [entry(1), entry(-1)];
      await store.commit({
        writes: [
          { kind: "add-agent", agent: busy },
          { kind: "add-agent", agent: calm },
          { kind: "add-timeline", id: busy.id, entries: many },
          { kind: "add-timeline", id: calm.id, entries: few },
        ],
      });
      expect(await retention.trimTimelines(SAMPLE_NOW, 4)).toBeGreaterThanOrEqual(3);
      const left = async (agent: typeof busy) => (await agents.timeline(agent.id, page)).items;
      expect(await left(busy)).toEqual(many.slice(0, 4));
      expect(await left(calm)).toEqual(few.slice(0, 1));
    });

    it("keeps bodies that reports name, young ones, and what agents may be returned to", async () => {
      const { store, retention } = opened();
      const [health, effective, components] = [sampleDigest(), sampleDigest(), sampleDigest()];
      const agent = sampleAgent();
      const fact = { supervised: false, empty: false, at: SAMPLE_NOW };
      const report = {
        ...agent.report,
        health: {
          stated: true,
          healthy: true,
          status: "StatusOK",
          lastError: "",
          startTimeUnixNano: "1",
          unhealthy: [],
          unhealthyCount: 0,
          digest: health,
          at: SAMPLE_NOW,
        },
        effective: { ...fact, digest: effective },
        components: { hash: "c1", listed: components, types: ["otlp"] },
      };
      const used = [
        body("health", health),
        body("effective-config", effective),
        body("components", components),
      ];
      const unused = body("effective-config");
      const marked = body("health");
      const young = body("health");
      const removed = body("remote-config");
      await store.commit({
        writes: [
          { kind: "add-agent", agent: { ...agent, report } },
          { kind: "add-bodies", at: SAMPLE_NOW - 1, bodies: [...used, unused, marked, removed] },
          { kind: "add-bodies", at: SAMPLE_NOW, bodies: [young, unused] },
        ],
      });
      expect(await store.missingBodies([marked.digest], SAMPLE_NOW)).toEqual([]);
      expect(await retention.trimBodies(SAMPLE_NOW)).toBeGreaterThanOrEqual(1);
      const isThere = async (digest: BodyDigest) => (await store.body(digest)) !== null;
      for (const kept of [...used, marked, young, removed]) {
        expect(await isThere(kept.digest), kept.kind).toBe(true);
      }
      expect(await isThere(unused.digest)).toBe(false);
    });

    it("keeps verdicts of rules that a policy has on bodies that are there", async () => {
      const { store, policies, retention } = opened();
      const policy = samplePolicy();
      const there = body("effective-config");
      const [gone, other] = [sampleDigest(), sampleRule()];
      const verdict = { verdict: "kept" } as const;
      await store.commit({
        writes: [
          { kind: "add-policy", policy },
          { kind: "add-bodies", at: SAMPLE_NOW, bodies: [there] },
          {
            kind: "add-verdicts",
            verdicts: [
              { rule: policy.digest, body: there.digest, verdict },
              { rule: policy.digest, body: gone, verdict },
              { rule: other, body: there.digest, verdict },
            ],
          },
        ],
      });
      expect(await retention.trimVerdicts()).toBeGreaterThanOrEqual(2);
      const left = await policies.verdicts(policy.digest, [there.digest, gone]);
      expect(left.map((one) => one.body)).toEqual([there.digest]);
      expect(await policies.verdicts(other, [there.digest])).toEqual([]);
    });

    it("drops days before a day", async () => {
      const { store, policies, retention } = opened();
      const policy = samplePolicy();
      const { name } = policy;
      const days = ["1999-12-31", "2000-01-01", "2000-01-02"];
      await store.commit({
        writes: [
          { kind: "add-policy", policy },
          ...days.map((day) => {
            return { kind: "set-compliance", policy: name, day, judged: 1, kept: 1 } as const;
          }),
        ],
      });
      expect(await retention.trimCompliance("2000-01-01")).toBe(1);
      const left = await policies.compliance(name, "1999-01-01");
      expect(left.map(({ day }) => day)).toEqual(days.slice(1));
    });
  });
}
