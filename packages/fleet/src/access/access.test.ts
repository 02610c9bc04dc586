import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QueryFacts } from "../query/index.js";
import { parseQuery } from "../query/index.js";
import {
  ACTIONS,
  type Action,
  decide,
  type Grant,
  HUB_SUBJECT,
  isAction,
  isGrantWithin,
  isInScope,
  narrows,
  parseReach,
  type ReachFacts,
  ROLES,
  type Role,
  scopeOf,
  type Subject,
} from "./index.js";

const subject = (...grants: readonly Grant[]): Subject => ({
  kind: "person",
  id: "ada",
  name: "Ada",
  grants,
});
const all = (role: Role): Grant => ({ role, reach: null });
const part = (role: Role, reach: string): Grant => ({ role, reach });
const facts = (squad: string): ReachFacts => ({
  labels: { squad },
  enrolment: null,
  pinned: null,
});
const allowed = (who: Subject, action: Action, ...rest: [Parameters<typeof decide>[2]?]) =>
  decide(who, action, ...rest).allowed;

describe("roles", () => {
  const may = (role: Role) =>
    Object.keys(ACTIONS).filter(
      (action) => isAction(action) && allowed(subject(all(role)), action),
    );

  it("a viewer reads and changes nothing", () => {
    expect(may("viewer").filter((action) => !action.endsWith(".read"))).toEqual([]);
    expect(may("viewer")).toContain("agents.read");
    expect(may("viewer")).not.toContain("people.read");
  });

  it("an approver reads, comments and answers", () => {
    expect(may("approver").filter((action) => !may("viewer").includes(action))).toEqual([
      "approvals.comment",
      "approvals.answer",
    ]);
  });

  it("an operator changes the fleet, and answers no request", () => {
    expect(may("operator")).toEqual(expect.arrayContaining(["agents.write", "rollouts.write"]));
    expect(may("operator")).not.toContain("approvals.answer");
    expect(may("operator")).not.toContain("policies.write");
  });

  it("an administrator may do everything, and so may the hub", () => {
    expect(may("administrator")).toEqual(Object.keys(ACTIONS));
    expect(allowed(HUB_SUBJECT, "people.write")).toBe(true);
  });

  it("without a grant nothing is allowed, and the answer names the least role", () => {
    for (const action of Object.keys(ACTIONS).filter(isAction)) {
      const answer = decide(subject(), action);
      expect(answer).toMatchObject({
        allowed: false,
        reason: "role",
        role: ACTIONS[action].roles[0],
      });
    }
  });
});

describe("reach", () => {
  const edge = subject(part("operator", "label.squad:edge"), all("viewer"));

  it("changing reaches as far as the grants that may change, reading as far as any", () => {
    expect(decide(edge, "agents.read")).toMatchObject({ scope: { kind: "everything" } });
    expect(decide(edge, "agents.write")).toMatchObject({ scope: { kind: "reach" } });
    expect(allowed(edge, "agents.write", { kind: "agent", facts: facts("edge") })).toBe(true);
    const beyond = decide(edge, "agents.write", { kind: "agent", facts: facts("gpu") });
    expect(beyond).toMatchObject({
      allowed: false,
      reason: "beyond-reach",
      role: "operator",
      reaches: ["label.squad:edge"],
    });
  });

  it("several reaches add up", () => {
    const both = subject(part("operator", "label.squad:edge"), part("operator", "enrolment:gpu-*"));
    expect(scopeOf(both.grants)).toMatchObject({ queries: [{}, {}] });
    const came = { ...facts("none"), enrolment: "gpu-lab" };
    expect(allowed(both, "agents.write", { kind: "agent", facts: came })).toBe(true);
  });

  it("what concerns the whole fleet needs a grant without a reach", () => {
    const limited = subject(part("administrator", "label.squad:edge"));
    expect(decide(limited, "policies.write")).toMatchObject({
      reason: "whole-fleet",
      reaches: ["label.squad:edge"],
    });
    expect(allowed(limited, "credentials.write")).toBe(true);
  });

  it.each([
    ["label.squad:edge os:linux", true],
    ["label.squad:EDGE", true],
    ["label.squad:edge -label.env:prod", true],
    ["os:linux", false],
    ["label.squad:edge,gpu", false],
    ["label.squad:*", false],
    ["-label.squad:edge", false],
    ["", false],
  ])("a group of %j may be changed: %s", (query, expected) => {
    expect(allowed(edge, "groups.write", { kind: "selector", query })).toBe(expected);
    expect(allowed(edge, "groups.read", { kind: "selector", query })).toBe(true);
  });

  it.each([
    "name:edge-*",
    "attr.squad:edge",
    "edge",
    "host:a",
    "group:edge",
    "label.a:b os:linux",
    "",
  ])("%j is no reach", (text) => {
    const { problem } = parseReach(text);
    expect(problem?.remedy).toMatch(/label/);
    const broken = subject(part("operator", text));
    expect(decide(broken, "agents.write")).toEqual({
      allowed: true,
      scope: { kind: "reach", queries: [] },
    });
    expect(allowed(broken, "agents.write", { kind: "agent", facts: facts("edge") })).toBe(false);
  });
});

describe("what one may hand on", () => {
  const own = [part("operator", "label.squad:edge"), all("viewer")];

  it.each([
    [all("viewer"), true],
    [part("viewer", "label.squad:gpu"), true],
    [part("operator", "label.squad:edge label.env:dev"), true],
    [part("operator", "label.squad:edge"), true],
    [all("operator"), false],
    [part("operator", "label.squad:gpu"), false],
    [part("approver", "label.squad:edge"), false],
    [part("administrator", "label.squad:edge"), false],
    [part("operator", "no reach at all"), false],
  ])("%j: %s", (grant, expected) => {
    expect(isGrantWithin(grant, own)).toBe(expected);
  });
});

describe("laws", () => {
  const seed = 20261123;
  const key = fc.constantFrom("squad", "env");
  const word = fc.constantFrom("a", "b", "A", "a*", "*b", "*", "*a*");
  const term = fc
    .tuple(
      fc.boolean(),
      fc.oneof(
        key.map((one) => `label.${one}`),
        fc.constantFrom("enrolment", "pinned"),
      ),
      fc.array(word, { minLength: 1, maxLength: 3 }),
    )
    .map(([negated, field, values]) => `${negated ? "-" : ""}${field}:${values.join(",")}`);
  const query = fc.array(term, { minLength: 1, maxLength: 3 }).map((terms) => terms.join(" "));
  const value = fc.option(fc.constantFrom("a", "b", "ab", "ba", ""), { nil: null });
  const agent: fc.Arbitrary<ReachFacts> = fc
    .record({ squad: value, env: value, enrolment: value, pinned: value })
    .map(({ squad, env, enrolment, pinned }) => ({
      labels: { ...(squad !== null && { squad }), ...(env !== null && { env }) },
      enrolment,
      pinned,
    }));

  it("whatever matches a query that narrows a scope is in the scope", () => {
    let seen = 0;
    fc.assert(
      fc.property(
        query,
        query,
        fc.array(agent, { minLength: 5, maxLength: 20 }),
        (own, more, fleet) => {
          const scope = scopeOf([part("operator", own)]);
          for (const text of [`${own} ${more}`, more, own]) {
            const parsed = parseQuery(text, { use: "reach" }).query;
            if (parsed === undefined || !narrows(parsed, scope)) continue;
            const inner = scopeOf([part("operator", text)]);
            for (const one of fleet.filter((each) => isInScope(inner, each))) {
              seen += 1;
              expect(isInScope(scope, one)).toBe(true);
            }
          }
        },
      ),
      { seed, numRuns: 500 },
    );
    expect(seen).toBeGreaterThan(500);
  });

  it("what one hands on allows nothing that one may not do oneself", () => {
    let seen = 0;
    const grant = fc.record({
      role: fc.constantFrom(...ROLES),
      reach: fc.option(query, { nil: null }),
    });
    const actions = Object.keys(ACTIONS).filter(isAction);
    fc.assert(
      fc.property(
        grant,
        fc.array(grant, { maxLength: 3 }),
        fc.array(agent, { minLength: 3, maxLength: 10 }),
        (given, others, fleet) => {
          const narrower = { ...given, reach: given.reach && `${given.reach} label.env:a` };
          for (const [one, own] of [
            [given, others],
            [narrower, [given, ...others]],
          ] as const) {
            if (!isGrantWithin(one, own)) continue;
            for (const action of actions) {
              for (const each of fleet) {
                const resource = { kind: "agent", facts: each } as const;
                if (!allowed(subject(one), action, resource)) continue;
                seen += 1;
                expect(allowed(subject(...own), action, resource)).toBe(true);
              }
            }
          }
        },
      ),
      { seed, numRuns: 300 },
    );
    expect(seen).toBeGreaterThan(500);
  });

  it("what an agent says of itself brings it into no reach", () => {
    const lies: Partial<QueryFacts> = {
      name: "edge",
      attributes: { squad: "edge" },
      group: "edge",
    };
    const scope = scopeOf([part("operator", "label.squad:edge")]);
    expect(isInScope(scope, { ...facts("gpu"), ...lies })).toBe(false);
  });

  it("a role that contains another may all that the other may", () => {
    for (const action of Object.keys(ACTIONS).filter(isAction)) {
      for (const role of ROLES) {
        if (allowed(subject(all("viewer")), action)) {
          expect(allowed(subject(all(role)), action)).toBe(true);
        }
      }
    }
  });
});
