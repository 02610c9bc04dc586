import { describe, expect, it } from "vitest";
import type { AgentRecord } from "../model.js";
import { FACET_VALUES_MAX } from "../ports.js";
import { reachFactsOf } from "../query-facts.js";
import { fleetOfSamples } from "./sample-fleet.js";
import { ofSuite, sampleAgent, sampleId, sampleProjection } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

const FIELDS = [
  "arch",
  "enrolment",
  "flow",
  "group",
  "health",
  "label.env",
  "label.suite",
  "os",
  "pinned",
  "policy",
  "presence",
  "sync",
  "type",
  "version",
];

export function facetsContract(opened: Opened): void {
  describe("facets", () => {
    it("count each value, most first, under the name of its query field", async () => {
      const { store, agents } = opened();
      const word = sampleId();
      const fleet = fleetOfSamples().map((agent) => ({
        ...agent,
        labels: { ...agent.labels, suite: word },
      }));
      await store.commit({ writes: fleet.map((agent) => ({ kind: "add-agent", agent })) });
      const facets = await agents.facets(ofSuite(word));
      expect(Object.keys(facets).sort()).toEqual(FIELDS);
      for (const [field, of] of [
        ["os", ({ projection }: AgentRecord) => projection.os],
        ["sync", ({ projection }: AgentRecord) => projection.sync],
        ["version", ({ projection }: AgentRecord) => projection.agentVersion],
        ["group", ({ group }: AgentRecord) => group ?? ""],
        ["flow", ({ flow }: AgentRecord) => flow],
        ["enrolment", ({ enrolment }: AgentRecord) => enrolment ?? ""],
        ["pinned", (agent: AgentRecord) => reachFactsOf(agent).pinned ?? ""],
      ] as const) {
        const values = fleet.map(of).filter((value) => value !== "");
        const counted = [...new Set(values)].map((value) => ({
          value,
          count: values.filter((other) => other === value).length,
        }));
        counted.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
        expect(facets[field]).toEqual(counted);
      }
      expect(facets["label.suite"]).toEqual([{ value: word, count: fleet.length }]);
      const presences = facets["presence"] ?? [];
      expect(presences.reduce((sum, row) => sum + row.count, 0)).toBe(fleet.length);
    });

    it("stop at the limit of values", async () => {
      const { store, agents } = opened();
      const word = sampleId();
      const fleet = Array.from({ length: FACET_VALUES_MAX + 5 }, (_, index) =>
        sampleAgent({
          labels: { suite: word },
          projection: sampleProjection({ agentVersion: `0.${index}.0` }),
        }),
      );
      await store.commit({ writes: fleet.map((agent) => ({ kind: "add-agent", agent })) });
      expect((await agents.facets(ofSuite(word)))["version"]).toHaveLength(FACET_VALUES_MAX);
    });
  });
}
