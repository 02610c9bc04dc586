import { queryFactsOf } from "@fleethub/control-plane";
import { formatQuery, queryMatcher } from "@fleethub/fleet/query";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Storage } from "../storage.js";
import { openTestStorage } from "../testing/embedded.js";
import { RANDOM_NOW, RANDOM_QUERY, randomFleet } from "../testing/random-fleet.js";

const SEED = 20261122;
const FLEETS = 4;
const QUERIES = 400;

describe("queries in SQL", () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openTestStorage();
  });
  afterAll(() => storage.close());

  it("match exactly what matchQuery matches, and records come back as they went in", async () => {
    const fleet = Array.from({ length: FLEETS }, (_, index) =>
      fc.sample(randomFleet(index * 40), { seed: SEED + index, numRuns: 1 }),
    ).flat(2);
    const added = await storage.store.commit({
      writes: fleet.map((agent) => ({ kind: "add-agent", agent })),
    });
    expect(added.kind).toBe("committed");
    for (const agent of fleet) expect(await storage.store.agentById(agent.id)).toEqual(agent);

    const facts = fleet.map((agent) => ({ id: agent.id, facts: queryFactsOf(agent, RANDOM_NOW) }));
    let found = 0;
    await fc.assert(
      fc.asyncProperty(RANDOM_QUERY, async (query) => {
        const matches = queryMatcher(query);
        const expected = facts.filter((one) => matches(one.facts, RANDOM_NOW)).map((one) => one.id);
        const filter = { query, now: RANDOM_NOW, scope: { kind: "everything" } } as const;
        expect(await storage.agents.ids(filter, 1_000), formatQuery(query)).toEqual(
          expected.sort(),
        );
        found += expected.length > 0 && expected.length < fleet.length ? 1 : 0;
      }),
      { seed: SEED, numRuns: QUERIES },
    );
    expect(found).toBeGreaterThan(QUERIES / 2);
  });
});
