import * as fc from "fast-check";
import { expect, it } from "vitest";
import { sampleAgent } from "../contract/samples.js";
import { GOOD, OTHER } from "../testing/configs.js";
import { make } from "../testing/fleet.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import { SUPERVISOR_CAPABILITIES } from "../testing/supervisor.js";
import { groupOf, groupSet } from "./group-set.js";

const SEED = 20_261_123;
const TEXT = GOOD.replace("debug: {}", "debug:\n        verbosity: ${fleethub:LEVEL}");
const LEVEL = { name: "LEVEL", type: "text", default: "basic" } as const;
const NAMES = ["one", "two", "three"] as const;
const AGENTS = 6;

const colour = fc.constantFrom("red", "blue");
const some = fc.uniqueArray(fc.nat({ max: AGENTS - 1 }), { minLength: 1, maxLength: AGENTS });
const group = fc.record({
  name: fc.constantFrom(...NAMES),
  query: fc.constantFrom("", "label.colour:red", "label.colour:blue", "-label.colour:*"),
  configuration: fc.constantFrom("plain", "valued", null),
  position: fc.constantFrom(undefined, 1),
});

const step = fc.oneof(
  fc.record({ kind: fc.constant("create-group" as const), group }),
  fc.record({ kind: fc.constant("change-group" as const), group }),
  fc.record({ kind: fc.constant("remove-group" as const), group }),
  fc.record({
    kind: fc.constant("label" as const),
    agents: some,
    input: fc.oneof(
      fc.record({ labels: fc.record({ colour: fc.option(colour) }) }),
      fc.record({ variables: fc.record({ LEVEL: fc.constantFrom("basic", "normal") }) }),
    ),
  }),
  fc.record({ kind: fc.constant("move-to-group" as const), agents: some, group }),
  fc.record({ kind: fc.constant("abort" as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function open(): Promise<{ readonly hub: TestHub; readonly uids: readonly string[] }> {
  const hub = await openHub();
  for (const [name, content, variables] of [
    ["plain", OTHER, []],
    ["valued", TEXT, [LEVEL]],
  ] as const) {
    await make(hub.plane.run("create-configuration", CALL, { name }));
    await make(hub.plane.run("create-revision", CALL, { name, content, variables }));
  }
  // Groups get their first stable revision while nobody is in them.
  for (const [index, name] of NAMES.entries()) {
    const configuration = index === 1 ? "valued" : "plain";
    await make(
      hub.plane.run("create-group", CALL, { name, query: "label.no:body", configuration }),
    );
  }
  const agents = Array.from({ length: AGENTS }, () => {
    const agent = sampleAgent();
    return { ...agent, report: { ...agent.report, capabilities: SUPERVISOR_CAPABILITIES } };
  });
  await hub.storage.store.commit({
    writes: agents.map((agent) => ({ kind: "add-agent", agent })),
  });
  return { hub, uids: agents.map(({ instanceUid }) => instanceUid) };
}

async function take({ plane }: TestHub, uids: readonly string[], one: Step): Promise<void> {
  const named = (indices: readonly number[]) => indices.map((index) => uids[index] ?? "");
  if (one.kind === "label") {
    const { agents, input } = one;
    await plane.run("bulk", CALL, { uids: named(agents), verb: "label", input });
  } else if (one.kind === "move-to-group") {
    const input = { group: one.group.name };
    await plane.run("bulk", CALL, { uids: named(one.agents), verb: "move-to-group", input });
  } else if (one.kind === "abort") {
    const { items } = await plane.rollouts.list({ live: true }, { limit: 1, cursor: null });
    const [live] = items;
    if (live !== undefined) await plane.run("abort-rollout", CALL, { rollout: live.id });
  } else if (one.kind === "remove-group") {
    await plane.run("remove-group", CALL, { name: one.group.name });
  } else {
    const { position, ...written } = one.group;
    const input = { ...written, ...(position === undefined ? {} : { position }) };
    await plane.run(one.kind, CALL, input);
  }
}

async function wanted({ plane }: TestHub, uids: readonly string[]) {
  const views = await Promise.all(uids.map((uid) => plane.agentView(uid, CALL.scope)));
  return views.map((view) => view?.config.desired.hash ?? null);
}

it("everyone is in the first group that matches, and no commit changes what more than the direct limit are to run", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const { hub, uids } = await open();
      for (const one of steps) {
        const before = await wanted(hub, uids);
        await take(hub, uids, one);
        const after = await wanted(hub, uids);
        const changed = after.filter((hash, index) => hash !== null && hash !== before[index]);
        expect(changed.length).toBeLessThanOrEqual(1);
        const groups = groupSet(await hub.storage.groups.list());
        expect(groups.all.map(({ record }) => record.position)).toEqual(
          groups.all.map((_, index) => index + 1),
        );
        for (const uid of uids) {
          const agent = await hub.storage.agents.get(uid, CALL.scope);
          if (agent !== null) expect(agent.group).toBe(groupOf(groups, agent));
        }
      }
      await hub.plane.drain();
    }),
    { seed: SEED, numRuns: 25 },
  );
});
