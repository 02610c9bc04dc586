import { describe, expect, it } from "vitest";
import { sampleAgent, sampleRevision } from "../contract/samples.js";
import { createConfigJudge } from "../judge.js";
import { createMemoryStorage } from "../memory/index.js";
import type { AgentRecord, Assignment, GroupRecord, Variables } from "../model.js";
import { GOOD } from "../testing/configs.js";
import { nodeDigest } from "../testing/open-hub.js";
import { type DesiredSources, renderingOf, workOut } from "./desired.js";
import { createHashConfig } from "./hash-config.js";
import { OWN_METRICS_RULE } from "./connection-offer.js";
import { secretSet } from "../secrets/secret-board.js";
import { createRenderings } from "./renderings.js";

const hashConfig = createHashConfig(new Uint8Array(32), nodeDigest);
const judge = createConfigJudge(nodeDigest);
const TEXT = GOOD.replace("debug: {}", "debug:\n        verbosity: ${fleethub:LEVEL}");
const LEVEL = { name: "LEVEL", type: "text", default: null } as const;

const GROUP: GroupRecord = {
  name: "edge",
  query: "",
  description: "",
  configuration: "edge",
  stable: { configuration: "edge", revision: 1, rollout: 7 },
  plan: {},
  protection: null,
  position: 1,
  version: 1,
  createdAt: 0,
  createdBy: "ada",
  changedAt: 0,
};

/** Revisions 1 to 3 of `edge` and the fragment-free `valued`, which needs a value. */
async function sources(group: GroupRecord | null = GROUP): Promise<DesiredSources> {
  const storage = createMemoryStorage();
  const add = (name: string) => ({
    kind: "add-configuration" as const,
    configuration: {
      name,
      kind: "complete" as const,
      description: "",
      latestRevision: 0,
      version: 1,
      createdAt: 0,
      createdBy: "ada",
    },
  });
  const content = (text: string) => ({
    content: text,
    source: text,
    hash: hashConfig(new Map([["", new TextEncoder().encode(text)]])),
  });
  const revisions = [1, 2, 3].map((number) => ({
    kind: "add-revision" as const,
    revision: sampleRevision("edge", number, {
      ...content(`# ${number}\n${GOOD}`),
      fingerprint: number === 3 ? "f1:other" : "f1:same",
    }),
  }));
  const valued = sampleRevision("valued", 1, { ...content(TEXT), variables: [LEVEL] });
  await storage.store.commit({
    writes: [add("edge"), add("valued"), ...revisions, { kind: "add-revision", revision: valued }],
  });
  return {
    configurations: storage.configurations,
    groups: { get: (name) => Promise.resolve(group?.name === name ? group : null) },
    renderings: createRenderings(judge, hashConfig),
    secrets: { all: async () => secretSet([]) },
    handBackHash: hashConfig(new Map([["", new Uint8Array()]])),
    ownMetrics: OWN_METRICS_RULE,
    authority: () => null,
  };
}

const ref = (configuration: string, revision: number) => ({ configuration, revision });

const assigned = (over: Partial<Assignment> = {}): Assignment => ({
  rollout: 8,
  group: "edge",
  revision: ref("edge", 3),
  suspended: false,
  ...over,
});

async function wanted(over: Partial<AgentRecord>, group: GroupRecord | null = GROUP) {
  const { desired, source } = await workOut(sampleAgent(over), await sources(group));
  if (desired.kind !== "revision") return [source, desired.kind];
  return [source, `${desired.configuration} r${desired.revision}`];
}

const PIN = { kind: "revision", configuration: "edge", revision: 2, forced: false } as const;
const HOLD = { revision: ref("edge", 1), rollout: 8, since: 0 };

describe("desired", () => {
  const inOrder: readonly [string, Partial<AgentRecord>, readonly string[]][] = [
    ["nothing", {}, ["none", "none"]],
    ["a group", { group: "edge" }, ["group", "edge r1"]],
    ["an assignment", { group: "edge", assignment: assigned() }, ["assignment", "edge r3"]],
    ["a hold", { group: "edge", assignment: assigned(), hold: HOLD }, ["hold", "edge r1"]],
    ["a pin", { group: "edge", assignment: assigned(), hold: HOLD, pin: PIN }, ["pin", "edge r2"]],
    ["a pin to local", { group: "edge", pin: { kind: "local" } }, ["pin", "local"]],
  ];

  it.each(inOrder)("goes by %s where that stands first", async (_what, over, expected) => {
    expect(await wanted(over)).toEqual(expected);
  });

  const ended: readonly [string, Partial<AgentRecord>][] = [
    ["of the rollout that is stable", { assignment: assigned({ rollout: 7 }) }],
    ["of an earlier rollout", { assignment: assigned({ rollout: 6 }) }],
    ["of another group", { assignment: assigned({ group: "other" }) }],
  ];

  it.each(ended)("passes over an assignment %s", async (_what, over) => {
    expect(await wanted({ group: "edge", ...over })).toEqual(["group", "edge r1"]);
  });

  it("goes by an assignment in a group that has no stable revision yet", async () => {
    const none = { ...GROUP, stable: null };
    const over = { group: "edge", assignment: assigned({ rollout: 1 }) };
    expect(await wanted(over, none)).toEqual(["assignment", "edge r3"]);
    expect(await wanted({ group: "edge" }, none)).toEqual(["none", "none"]);
  });

  const ends: readonly [string, Partial<AgentRecord>, string][] = [
    ["a hold that names no revision", { hold: { ...HOLD, revision: null } }, "hold"],
    ["an assignment that says stay", { assignment: assigned({ revision: null }) }, "assignment"],
    ["a pin whose revision is gone", { pin: { ...PIN, revision: 9 } }, "pin"],
    [
      "an assignment without a value",
      { assignment: assigned({ revision: ref("valued", 1) }) },
      "assignment",
    ],
  ];

  it.each(ends)("ends at %s, and never falls through to the group", async (_what, over, source) => {
    expect(await wanted({ group: "edge", ...over })).toEqual([source, "none"]);
  });

  it("says why what is wanted comes to nothing", async () => {
    const missing = { group: "edge", assignment: assigned({ revision: ref("valued", 1) }) };
    const { desired } = await workOut(sampleAgent(missing), await sources());
    expect(desired).toMatchObject({
      kind: "none",
      reason: expect.stringContaining("valued r1 cannot be put together: "),
    });
    const gone = { pin: { ...PIN, revision: 9 } };
    const nothing = await workOut(sampleAgent(gone), await sources());
    expect(nothing.desired).toEqual({ kind: "none", reason: "edge has no revision 9 any more." });
  });

  it("puts a revision together with the values that an assignment keeps back", async () => {
    const texts: string[] = [];
    for (const variables of [undefined, { LEVEL: "basic" }] as (Variables | undefined)[]) {
      const frozen = variables === undefined ? {} : { variables };
      const assignment = assigned({ revision: ref("valued", 1), ...frozen });
      const over = { group: "edge", variables: { LEVEL: "detailed" }, assignment };
      const found = await workOut(sampleAgent(over), await sources());
      texts.push(renderingOf(found)?.content ?? "");
    }
    expect(texts).toEqual([
      TEXT.replace("${fleethub:LEVEL}", "detailed"),
      TEXT.replace("${fleethub:LEVEL}", "basic"),
    ]);
  });

  it("carries what an assignment says of the offer", async () => {
    const assignment = assigned({ suspended: true, forced: true });
    const found = await workOut(sampleAgent({ group: "edge", assignment }), await sources());
    expect(found.desired).toMatchObject({ suspended: true, forced: true, source: "assignment" });
  });

  it("keeps bytes and hash where the meaning is the same, whatever the source", async () => {
    const from = await sources();
    const [first, second] = await Promise.all([
      from.configurations.revision("edge", 1),
      from.configurations.revision("edge", 2),
    ]);
    const hash = second?.hash ?? null;
    const report = {
      ...sampleAgent().report,
      remoteConfig: { hash, status: "applied" as const, error: "", at: 0 },
    };
    const lines: readonly Partial<AgentRecord>[] = [
      { pin: { ...PIN, revision: 1 } },
      { hold: HOLD },
      { group: "edge", assignment: assigned({ revision: ref("edge", 1) }) },
      { group: "edge" },
    ];
    for (const over of lines) {
      const { desired } = await workOut(sampleAgent({ ...over, report }), from);
      expect(desired).toMatchObject({ kind: "revision", revision: 1, hash });
      const fresh = await workOut(sampleAgent(over), from);
      expect(fresh.desired).toMatchObject({ revision: 1, hash: first?.hash });
    }
  });
});
