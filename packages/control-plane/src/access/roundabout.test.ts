import { beforeEach, describe, expect, it } from "vitest";
import { readingScope } from "./reading-scope.js";
import { GOOD } from "../testing/configs.js";
import { make } from "../testing/fleet.js";
import { CALL } from "../testing/open-hub.js";
import {
  callOf,
  EDGE_OPERATOR,
  EDGE_OPERATOR_SEEING_ALL,
  openSquads,
  type Squads,
} from "../testing/squads.js";
import type { VerbInput, VerbName } from "../verbs/table.js";

interface Attempt<Name extends VerbName = VerbName> {
  readonly what: string;
  readonly verb: Name;
  readonly input: (squads: Squads) => VerbInput<Name>;
}

const attempt = <Name extends VerbName>(
  what: string,
  verb: Name,
  input: (squads: Squads) => VerbInput<Name>,
): Attempt => ({ what, verb, input: input as Attempt["input"] });

const uidOf = ([first]: Squads["edge"]) => first?.instanceUid ?? "";
const asText = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? String(each) : each));
const RULE = { kind: "component-forbidden", components: ["exporter:debug"] } as const;
const UNTIL = Date.UTC(2027, 0, 1);

const BEYOND: readonly Attempt[] = [
  attempt("a label that the reach asks for", "label", ({ edge }) => ({
    uid: uidOf(edge),
    labels: { squad: "gpu" },
  })),
  attempt("the end of that label", "label", ({ edge }) => ({
    uid: uidOf(edge),
    labels: { squad: null },
  })),
  attempt("that label for all at once", "bulk", () => ({
    query: "",
    verb: "label",
    input: { labels: { squad: "gpu" } },
  })),
  attempt("a move into the group of others", "move-to-group", ({ edge }) => ({
    uid: uidOf(edge),
    group: "gpu",
  })),
  attempt("a group that takes agents of others", "create-group", () => ({
    name: "mine",
    query: "os:linux",
    position: 1,
  })),
  attempt("a group that takes everybody who has a squad", "create-group", () => ({
    name: "mine",
    query: "label.squad:*",
    position: 1,
  })),
  attempt("a group for two squads", "create-group", () => ({
    name: "mine",
    query: "label.squad:edge,gpu",
  })),
  attempt("a wider selector of the own group", "change-group", () => ({
    name: "edge",
    query: "-label.squad:gpu",
    configuration: "edge",
  })),
  attempt("the group of others made one's own", "change-group", () => ({
    name: "gpu",
    query: "label.squad:edge",
  })),
  attempt("the group of others in another place", "change-group", () => ({
    name: "gpu",
    query: "label.squad:gpu",
    configuration: "gpu",
    position: 2,
  })),
  attempt("the end of the group of others", "remove-group", () => ({
    name: "gpu",
    expectedAgents: 99,
  })),
  attempt("a rollout to the group of others", "start-rollout", () => ({
    group: "gpu",
    revision: 2,
    expectedAgents: 99,
  })),
  attempt("a fragment that others stand on", "rebase-fragment", () => ({
    fragment: "shared",
    revision: 2,
    expectedAgents: 99,
  })),
  attempt("a revision of what others run", "create-revision", () => ({
    name: "gpu",
    content: `# Mine.\n${GOOD}`,
  })),
  attempt("a revision of what others stand on", "create-revision", () => ({
    name: "shared",
    content: "receivers: {}\n",
  })),
  attempt("words about what others run", "describe-configuration", () => ({
    name: "gpu",
    description: "mine",
  })),
  attempt("an exception for others", "except-policy", () => ({
    name: "quiet",
    query: "label.squad:gpu",
    reason: "because",
    until: UNTIL,
  })),
  attempt("an exception for everybody", "except-policy", () => ({
    name: "quiet",
    query: "",
    reason: "because",
    until: UNTIL,
  })),
];

const NOT_THERE: readonly Attempt[] = [
  attempt("a label", "label", ({ gpu }) => ({ uid: uidOf(gpu), labels: { squad: "edge" } })),
  attempt("a pin", "pin", ({ gpu }) => ({
    uid: uidOf(gpu),
    configuration: "edge",
    revision: 1,
  })),
  attempt("a restart", "restart", ({ gpu }) => ({ uid: uidOf(gpu) })),
  attempt("the end", "forget", ({ gpu }) => ({ uid: uidOf(gpu) })),
  attempt("another UID", "new-uid", ({ gpu }) => ({ uid: uidOf(gpu) })),
  attempt("a move into the own group", "move-to-group", ({ gpu }) => ({
    uid: uidOf(gpu),
    group: "edge",
  })),
  attempt("a label among those of others", "bulk", ({ edge, gpu }) => ({
    uids: [uidOf(edge), uidOf(gpu)],
    verb: "label",
    input: { labels: { a: "b" } },
  })),
];

const NOT_ALLOWED: readonly Attempt[] = [
  attempt("a policy", "create-policy", () => ({ name: "own", title: "Own", rule: RULE })),
  attempt("the end of a policy", "remove-policy", () => ({ name: "quiet" })),
  attempt("the end of a configuration", "remove-configuration", () => ({ name: "edge" })),
  attempt("protection", "protect-group", () => ({ name: "edge", approvals: 1 })),
];

const WITHIN: readonly Attempt[] = [
  attempt("a label beside the reach", "label", ({ edge }) => ({
    uid: uidOf(edge),
    labels: { env: "prod" },
  })),
  attempt("labels for all that are seen", "bulk", () => ({
    query: "",
    verb: "label",
    input: { labels: { env: "prod" } },
    expectedAgents: 2,
  })),
  attempt("a narrower group above all others", "create-group", () => ({
    name: "edge-prod",
    query: "label.squad:edge label.env:prod",
    position: 1,
  })),
  attempt("the own group above the others", "change-group", () => ({
    name: "edge",
    query: "label.squad:edge",
    configuration: "edge",
    position: 1,
  })),
  attempt("a rollout to the own group", "start-rollout", () => ({ group: "edge", revision: 2 })),
  attempt("a revision of the own configuration", "create-revision", () => ({
    name: "edge",
    content: `# Another.\n${GOOD}`,
  })),
  attempt("a configuration of one's own", "create-configuration", () => ({ name: "own" })),
  attempt("an exception within", "except-policy", () => ({
    name: "quiet",
    query: "label.squad:edge os:linux",
    reason: "because",
    until: UNTIL,
  })),
  attempt("the end of the own group", "remove-group", () => ({ name: "edge" })),
];

describe("somebody limited to a squad", () => {
  let squads: Squads;

  beforeEach(async () => {
    squads = await openSquads();
    const policy = { name: "quiet", title: "Quiet", rule: RULE };
    await make(squads.hub.plane.run("create-policy", CALL, policy));
  });

  /** Nothing that is said tells of those outside, but what was asked about. */
  const tellsNothing = (answer: unknown, asked: unknown = null) => {
    const told = asText(answer);
    const known = asText(asked);
    for (const { id, instanceUid } of [...squads.gpu, squads.other]) {
      expect(told).not.toContain(id);
      if (!known.includes(instanceUid)) expect(told).not.toContain(instanceUid);
    }
  };

  const refused = async ({ verb, input }: Attempt, call = EDGE_OPERATOR) => {
    const { plane, storage } = squads.hub;
    const before = await storage.feed.latest();
    const asked = input(squads);
    const [preview, done] = [
      await plane.preview(verb, call, asked),
      await plane.run(verb, call, asked),
    ];
    expect(await storage.feed.latest()).toBe(before);
    expect(preview).toEqual(done);
    tellsNothing(done, asked);
    if (!("kind" in done) || done.kind !== "problem") throw new Error("It was not refused.");
    return done;
  };

  it.each(BEYOND)("is refused $what", async (one) => {
    const problem = await refused(one);
    expect(problem).toMatchObject({ code: "beyond-reach", role: "operator" });
    expect(problem.detail).toContain("label.squad:edge");
    expect(problem.agents).toBeUndefined();
  });

  it.each(NOT_THERE)("does not find an agent outside for $what", async (one) => {
    expect((await refused(one)).code).toBe("not-found");
  });

  it.each(NOT_THERE)("may not change one that he only sees: $what", async (one) => {
    const { plane } = squads.hub;
    const done = await plane.run(one.verb, EDGE_OPERATOR_SEEING_ALL, one.input(squads));
    expect(done).toMatchObject({ kind: "problem", code: "beyond-reach" });
  });

  it.each(NOT_ALLOWED)("may not ask for $what", async (one) => {
    expect((await refused(one)).code).toBe("not-allowed");
  });

  it.each(WITHIN)("may do $what", async ({ verb, input }) => {
    const done = await squads.hub.plane.run(verb, EDGE_OPERATOR, input(squads));
    expect(done).toMatchObject({ kind: "done" });
    tellsNothing(done);
    for (const { id, version } of [...squads.gpu, squads.other]) {
      const [agent] = await squads.hub.storage.agents.byIds([id]);
      expect(agent?.version).toBe(version);
    }
  });

  it("does not find an agent outside by a former UID", async () => {
    const { storage, plane } = squads.hub;
    const [agent] = squads.gpu;
    if (agent === undefined) throw new Error("There is one.");
    const to = `${agent.instanceUid.slice(0, -4)}beef`;
    await storage.store.commit({
      writes: [{ kind: "rename-uid", id: agent.id, from: agent.instanceUid, to }],
    });
    for (const uid of [to, agent.instanceUid]) {
      const input = { uid, labels: { a: "b" } };
      expect(await plane.run("label", EDGE_OPERATOR, input)).toMatchObject({ code: "not-found" });
      expect(await plane.agentView(uid, readingScope(EDGE_OPERATOR.subject))).toBeNull();
    }
  });

  it("is told how many agents he sees, where he expects another number", async () => {
    const input = { query: "", verb: "restart", expectedAgents: 5 } as const;
    expect(await squads.hub.plane.run("bulk", EDGE_OPERATOR, input)).toMatchObject({
      code: "expected-agents",
      agents: 2,
    });
  });

  it("does not find a rollout of others, and steers none that reaches beyond his own", async () => {
    const { plane } = squads.hub;
    const started = await make(
      plane.run("rebase-fragment", CALL, { fragment: "shared", revision: 2 }),
    );
    const { id } = started.value.rollout;
    for (const verb of ["pause-rollout", "abort-rollout", "roll-back-rollout"] as const) {
      const unseen = await plane.run(verb, EDGE_OPERATOR, { rollout: id });
      expect(unseen).toMatchObject({ code: "not-found" });
      const seen = await plane.run(verb, EDGE_OPERATOR_SEEING_ALL, { rollout: id });
      expect(seen).toMatchObject({ code: "beyond-reach" });
    }
    // It would end the one that is under way, also for those outside.
    const own = await plane.run("start-rollout", EDGE_OPERATOR, { group: "edge", revision: 2 });
    expect(own).toMatchObject({ code: "beyond-reach" });
    const scope = readingScope(EDGE_OPERATOR.subject);
    const page = { limit: 10, cursor: null };
    expect(await plane.rolloutViews.list({}, page, scope)).toMatchObject({ items: [], total: 0 });
    expect(await plane.rolloutViews.get(id, scope)).toBeNull();
    expect(await plane.rolloutViews.members(id, {}, page, scope)).toBeNull();
    expect(await plane.rolloutViews.entries(id, page, scope)).toBeNull();
    expect(await plane.rolloutViews.judgements(id, 10, scope)).toBeNull();
    const { groups } = await plane.groupViews.list(scope);
    expect(groups.map(({ rollout }) => rollout)).toEqual([null, null]);
  });

  it("starts and steers a rollout of his own", async () => {
    const { plane } = squads.hub;
    const input = { group: "edge", revision: 2, plan: { gates: [] } };
    const started = await make(plane.run("start-rollout", EDGE_OPERATOR, input));
    const { id: rollout } = started.value.rollout;
    for (const verb of ["pause-rollout", "resume-rollout", "abort-rollout"] as const) {
      await make(plane.run(verb, EDGE_OPERATOR, { rollout }));
    }
    const scope = readingScope(EDGE_OPERATOR.subject);
    const page = { limit: 10, cursor: null };
    expect((await plane.rolloutViews.list({}, page, scope)).total).toBe(1);
    expect((await plane.rolloutViews.members(rollout, {}, page, scope))?.total).toBe(2);
    expect((await plane.rolloutViews.get(rollout, scope))?.phase).toBe("aborted");
  });

  it("does not lift an exception of others", async () => {
    const { plane } = squads.hub;
    const input = { name: "quiet", query: "label.squad:gpu", reason: "because", until: UNTIL };
    const excepted = await make(plane.run("except-policy", CALL, input));
    const id = excepted.value.exceptions[0]?.id ?? "";
    expect(await plane.run("lift-exception", EDGE_OPERATOR, { name: "quiet", id })).toMatchObject({
      code: "beyond-reach",
    });
  });

  it("counts nobody outside in groups, facets, pins and policies", async () => {
    const { plane } = squads.hub;
    const scope = readingScope(EDGE_OPERATOR.subject);
    const { groups, none } = await plane.groupViews.list(scope);
    const members = groups.map(({ record, agents }) => [record.name, agents]);
    expect(members).toEqual([
      ["gpu", 0],
      ["edge", 2],
    ]);
    expect(none.agents).toBe(0);
    const pinned = {
      query: "",
      verb: "pin",
      input: { configuration: "edge", revision: 1 },
    } as const;
    await make(plane.run("bulk", CALL, pinned));
    expect(await plane.configurations.pinnedAgents("edge", scope)).toBe(2);
    const policy = await plane.policies.get("quiet");
    if (policy === null) throw new Error("The policy is there.");
    const { standing, days } = await plane.policyViews.evaluations(policy, scope, 30);
    expect(standing.agents).toBe(2);
    expect(days).toEqual([]);
  });

  it("is limited by what the hub set, whatever an agent says of itself", async () => {
    const { plane, storage } = squads.hub;
    const [agent] = squads.gpu;
    if (agent === undefined) throw new Error("There is one.");
    const description = {
      digest: "d".repeat(64),
      name: "edge",
      host: "edge",
      os: "linux",
      arch: "amd64",
      type: "edge",
      version: "1",
      attributes: { squad: "edge", "label.squad": "edge" },
    };
    await storage.store.commit({
      writes: [
        {
          kind: "set-report",
          id: agent.id,
          epoch: agent.epoch,
          report: { ...agent.report, description: description as never },
          projection: { ...agent.projection, name: "edge" },
        },
      ],
    });
    const scope = readingScope(EDGE_OPERATOR.subject);
    expect(await plane.agentView(agent.instanceUid, scope)).toBeNull();
  });

  it("needs a grant that reads for everything he finds", async () => {
    const { plane } = squads.hub;
    const nobody = callOf();
    const input = { uid: uidOf(squads.edge), labels: { a: "b" } };
    expect(await plane.run("label", nobody, input)).toMatchObject({ code: "not-allowed" });
    const pinned = callOf({ role: "operator", reach: "pinned:edge" });
    expect(await plane.run("label", pinned, input)).toMatchObject({ code: "not-found" });
  });
});
