import { expect, it } from "vitest";
import { sampleAgent, sampleAudit } from "../contract/samples.js";
import type { Write } from "../ports.js";
import type { Plan } from "./verb.js";
import { withEffect } from "./with-effect.js";

const entry = (over = {}): Write => ({ kind: "add-audit", entry: sampleAudit(over) });
const effect: Write = { kind: "add-agent", agent: sampleAgent() };
const planOf = (...writes: Write[]): Plan => ({
  kind: "plan",
  changes: { writes },
  reach: [sampleAgent().id],
  acts: [],
  value: null,
});

it("adds to the entry how many agents are reached", () => {
  const [, written] = withEffect(planOf(effect, entry())).writes;
  expect(written).toMatchObject({ entry: { agents: 1 } });
});

it("takes no plan that writes without exactly one entry, nor one that notes what writes nothing twice", () => {
  expect(() => withEffect(planOf(effect))).toThrow("0 audit entries");
  expect(() => withEffect(planOf(effect, entry(), entry()))).toThrow("2 audit entries");
  expect(withEffect(planOf()).writes).toEqual([]);
});

it("takes an approved act with the entry of its request", () => {
  const approved = { id: "1", number: 1, hash: "a", by: "bob", how: "approved" } as const;
  const plan = { ...planOf(effect, entry({ approval: approved }), entry()), approved };
  expect(withEffect(plan).writes).toHaveLength(3);
  const [first, second] = plan.changes.writes;
  const changes = { writes: [first, second].filter((write) => write !== undefined) };
  expect(() => withEffect({ ...plan, changes })).toThrow("1 audit entries");
});
