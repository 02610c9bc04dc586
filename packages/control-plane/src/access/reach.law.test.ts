import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { AgentRecord } from "../model.js";
import { GOOD, OTHER } from "../testing/configs.js";
import { Fleet, FleetAgent, make, uidOfAgent } from "../testing/fleet.js";
import { CALL, openHub } from "../testing/open-hub.js";
import { callOf, EDGE_OPERATOR, EDGE_OPERATOR_SEEING_ALL } from "../testing/squads.js";
import type { VerbInput, VerbName } from "../verbs/table.js";

const SEED = 20_261_123;
const SQUADS = ["edge", "edge", "gpu", null] as const;
const OUTSIDE = [2, 3];
const MINUTE = 60_000;
const UNTIL = Date.UTC(2027, 0, 1);
const PLAN = { waves: [{ count: 1 }], soakMs: MINUTE, gates: [] };

const CALLS = [
  EDGE_OPERATOR,
  EDGE_OPERATOR_SEEING_ALL,
  callOf({ role: "administrator", reach: "label.squad:edge" }),
  callOf(
    { role: "operator", reach: "label.squad:edge label.env:prod" },
    { role: "approver", reach: "label.squad:edge" },
  ),
] as const;

interface Step {
  readonly verb: VerbName;
  readonly input: unknown;
  /** Only looked at. */
  readonly dry: boolean;
}

const uid = fc.nat({ max: SQUADS.length - 1 }).map(uidOfAgent);
const name = fc.constantFrom("edge", "edge", "mine", "gpu", "all");
const squad = fc.constantFrom("edge", "gpu", null);
const selector = fc.constantFrom(
  "label.squad:edge os:linux",
  "label.squad:edge -label.env:prod",
  "label.squad:edge",
  "label.squad:gpu",
  "label.squad:edge,gpu",
  "label.squad:edge label.env:prod",
  "label.squad:EDGE type:otelcol-e2e",
  "label.squad:*",
  "-label.squad:gpu",
  "type:otelcol-e2e",
);
const env = fc.record({ env: fc.constantFrom("prod", null) });
const labels = fc.record({ labels: fc.oneof(fc.record({ squad }), { weight: 2, arbitrary: env }) });
const revision = fc.integer({ min: 1, max: 3 });
const position = fc.constantFrom({}, { position: 1 }, { position: 2 });
const configuration = fc.constantFrom("edge", "gpu");
const rollout = fc.nat({ max: 3 }).map((index) => ({ rollout: index }));

const step = <Name extends VerbName>(verb: Name, input: fc.Arbitrary<unknown>) =>
  fc.record({ verb: fc.constant(verb), input, dry: fc.constantFrom(true, false, false) });

const written = fc
  .record({ name, query: selector, configuration, position })
  .map(({ position: place, ...group }) => ({ ...group, ...place }));

const bulk = fc
  .record({
    named: fc.oneof(
      fc.record({ query: fc.oneof(selector, fc.constant("")) }),
      fc.record({ uids: fc.uniqueArray(uid, { minLength: 1 }) }),
    ),
    act: fc.oneof(
      labels.map((input) => ({ verb: "label", input })),
      fc.record({ verb: fc.constant("pin"), input: fc.record({ configuration, revision }) }),
      fc.record({ verb: fc.constant("move-to-group"), input: fc.record({ group: name }) }),
      fc.constantFrom("unpin", "restart", "refresh", "approve", "offer-again").map((verb) => ({
        verb,
      })),
    ),
  })
  .map(({ named, act }) => ({ ...named, ...act }));

const STEP: fc.Arbitrary<Step> = fc.oneof(
  step(
    "label",
    fc.tuple(uid, labels).map(([of, input]) => ({ uid: of, ...input })),
  ),
  step("pin", fc.record({ uid, configuration, revision })),
  step("unpin", fc.record({ uid })),
  step("offer-again", fc.record({ uid })),
  step("restart", fc.record({ uid })),
  step("new-uid", fc.record({ uid })),
  step("forget", fc.record({ uid })),
  step("move-to-group", fc.record({ uid, group: name })),
  { weight: 3, arbitrary: step("bulk", bulk) },
  { weight: 2, arbitrary: step("create-group", written) },
  { weight: 2, arbitrary: step("change-group", written) },
  step("remove-group", fc.record({ name })),
  {
    weight: 3,
    arbitrary: step(
      "start-rollout",
      fc.record({ group: name, configuration, revision, plan: fc.constant(PLAN) }),
    ),
  },
  step("rebase-fragment", fc.record({ fragment: fc.constant("shared"), revision })),
  step("pause-rollout", rollout),
  step("resume-rollout", rollout),
  step("abort-rollout", rollout),
  step("roll-back-rollout", rollout),
  step(
    "exclude",
    fc.record({ rollout: fc.nat({ max: 3 }), uids: fc.array(uid, { minLength: 1 }) }),
  ),
  step(
    "create-revision",
    fc.record({ name: configuration, content: fc.constantFrom(GOOD, OTHER) }),
  ),
  step(
    "except-policy",
    fc.record({
      name: fc.constant("quiet"),
      query: selector,
      reason: fc.constant("because"),
      until: fc.constant(UNTIL),
    }),
  ),
  step("create-policy", fc.constant({ name: "own", title: "Own", rule: { kind: "tls-required" } })),
);

/** Four Collectors that run what their groups release: two of the squad `edge`, one of `gpu` and one of none. */
async function open(): Promise<Fleet> {
  const hub = await openHub();
  const { plane } = hub;
  const rule = { kind: "component-forbidden", components: ["exporter:debug"] } as const;
  const policy = { name: "quiet", title: "Quiet", rule, severity: "warn" } as const;
  await make(plane.run("create-policy", CALL, policy));
  const shared = { name: "shared", kind: "fragment" } as const;
  await make(plane.run("create-configuration", CALL, shared));
  for (const content of ["processors:\n    batch: {}\n", "processors:\n    filter: {}\n"]) {
    await make(plane.run("create-revision", CALL, { name: "shared", content }));
  }
  const layers = [{ configuration: "shared", revision: 1 }];
  for (const group of ["gpu", "edge"]) {
    await make(plane.run("create-configuration", CALL, { name: group }));
    const line = { name: group, content: GOOD, layers };
    await make(plane.run("create-revision", CALL, line));
    const written = { name: group, query: `label.squad:${group}`, configuration: group };
    await make(plane.run("create-group", CALL, written));
    await make(plane.run("create-revision", CALL, { ...line, content: OTHER }));
  }
  const agents = SQUADS.map((_, index) => new FleetAgent(hub, index, () => "applies"));
  for (const agent of agents) await agent.come();
  await hub.time.pass(1000);
  for (const [index, each] of SQUADS.entries()) {
    if (each === null) continue;
    const input = { uid: uidOfAgent(index), labels: { squad: each } };
    await make(plane.run("label", CALL, input));
  }
  const fleet = new Fleet(hub, agents);
  await fleet.until(async () => agents.slice(0, 3).every(({ runs }) => runs !== ""));
  await fleet.run(2 * MINUTE);
  return fleet;
}

/** All that somebody can change of an agent. */
const CHANGEABLE = [
  "instanceUid",
  "formerUids",
  "givenName",
  "labels",
  "admission",
  "enrolment",
  "pin",
  "variables",
  "group",
  "hold",
  "assignment",
  "connection",
  "version",
  "outcome",
  "breaches",
] as const satisfies readonly (keyof AgentRecord)[];

/** That, and how much it was offered. */
async function standing({ hub, agents }: Fleet, index: number) {
  const found = await hub.storage.agents.get(uidOfAgent(index), CALL.scope);
  if (found === null) return null;
  const offered = agents[index]?.offered.length;
  return { offered, record: CHANGEABLE.map((member) => [member, found[member]]) };
}

async function take({ hub }: Fleet, call: (typeof CALLS)[number], one: Step): Promise<boolean> {
  const { plane } = hub;
  const { items } = await plane.rollouts.list({}, { limit: 10, cursor: null });
  const { verb, dry } = one;
  const named = one.input as { readonly rollout?: number };
  const rolloutId = items[named.rollout ?? 0]?.id ?? "none";
  const input = (
    named.rollout === undefined ? named : { ...named, rollout: rolloutId }
  ) as VerbInput<typeof verb>;
  if (dry) {
    await plane.preview(verb, call, input);
    return false;
  }
  return (await plane.run(verb, call, input)).kind === "done";
}

it("no sequence of calls by somebody limited changes an agent outside his reach", async () => {
  let done = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...CALLS),
      fc.array(STEP, { minLength: 8, maxLength: 14 }),
      async (call, steps) => {
        const fleet = await open();
        const before = await Promise.all(OUTSIDE.map((index) => standing(fleet, index)));
        for (const one of steps) {
          if (await take(fleet, call, one)) done += 1;
          await fleet.run(5000);
        }
        // Whatever began comes to its end.
        await fleet.run(5 * MINUTE);
        const after = await Promise.all(OUTSIDE.map((index) => standing(fleet, index)));
        expect(after).toEqual(before);
        await fleet.hub.plane.drain();
      },
    ),
    { seed: SEED, numRuns: 20 },
  );
  // Most of it is refused; what is within is done.
  expect(done).toBeGreaterThan(20);
});
