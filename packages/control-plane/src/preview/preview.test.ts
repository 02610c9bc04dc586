import { beforeEach, describe, expect, it } from "vitest";
import { GOOD, OTHER, UNKNOWN_EXPORTER } from "../testing/configs.js";
import {
  type Behaviour,
  Fleet,
  FleetAgent,
  make,
  openFleet,
  uidOfAgent,
} from "../testing/fleet.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import type { VerbInput, VerbName } from "../verbs/table.js";

const TEXT = GOOD.replace("debug: {}", "debug:\n        verbosity: ${fleethub:LEVEL}");
const LEVEL = { name: "LEVEL", type: "text", default: "basic" } as const;
const NEEDED = { name: "LEVEL", type: "text", default: null } as const;

describe("a preview", () => {
  let hub: TestHub;
  let fleet: Fleet;
  let behaviour: Behaviour;

  const uids = (...indices: number[]) => indices.map(uidOfAgent);
  const preview = async <Name extends VerbName>(name: Name, input: VerbInput<Name>) => {
    const shown = await hub.plane.preview(name, CALL, input);
    if ("kind" in shown) throw new Error(shown.detail);
    return shown;
  };
  const revise = async (content: string, variables: readonly object[] = []) => {
    const input = { name: "edge", content, variables } as never;
    return (await make(hub.plane.run("create-revision", CALL, input))).value.revision.number;
  };
  const revision = (number: number) => ({ configuration: "edge", revision: number });
  const pinAll = (number: number, force = false) =>
    preview("bulk", {
      query: "",
      verb: "pin",
      input: { configuration: "edge", revision: number, force },
    });

  beforeEach(async () => {
    behaviour = "applies";
    hub = await openHub();
    fleet = await openFleet(hub, 4, (config) => (config === GOOD ? "applies" : behaviour));
  });

  it("groups agents by equal difference, and writes nothing", async () => {
    const number = await revise(OTHER);
    const before = await hub.plane.feed.latest();
    const shown = await pinAll(number);
    expect(shown).toMatchObject({
      verb: "bulk",
      agents: 4,
      changed: 4,
      atOnce: 4,
      inRollout: 0,
      changes: [{ agents: 4, atOnce: 4, from: revision(1), to: revision(2) }],
      changesLeftOut: 0,
      restarts: { now: { agents: 4 }, onReturn: { agents: 0 } },
      obstacles: [],
      rollout: null,
    });
    expect(shown.changes[0]?.difference?.effect).toBe(true);
    expect(shown.changes[0]?.words).toMatch(/^edge r1 to r2: \d+ changes?\. .+\.$/);
    expect(shown.summary[0]).toBe("4 agents get another configuration at once.");
    expect(await hub.plane.feed.latest()).toBe(before);
  });

  it("says that an edit without a meaning restarts nothing", async () => {
    const number = await revise(`# only a comment\n${GOOD}`);
    const shown = await pinAll(number);
    expect(shown).toMatchObject({
      agents: 4,
      changed: 0,
      changes: [],
      sameMeaning: { agents: 4, uids: uids(0, 1, 2, 3) },
      restarts: { now: { agents: 0 }, onReturn: { agents: 0 } },
      riskier: { agents: 0, words: "" },
    });
    expect(shown.summary[0]).toBe("No agent gets another configuration.");
  });

  it("shows revisions as they are written where only the values of agents differ", async () => {
    const first = await revise(TEXT, [LEVEL]);
    for (const [index, level] of ["normal", "detailed"].entries()) {
      const variables = { LEVEL: level };
      await make(hub.plane.run("label", CALL, { uid: uidOfAgent(index), variables }));
    }
    const request = { query: "", verb: "pin", input: revision(first) } as const;
    await make(hub.plane.run("bulk", CALL, request));
    await fleet.run(120_000);
    const second = await revise(
      `${TEXT}    telemetry:\n        logs:\n            level: debug\n`,
      [LEVEL],
    );
    const shown = await pinAll(second);
    expect(shown.changes).toHaveLength(1);
    expect(shown.changes[0]).toMatchObject({ agents: 4, from: revision(2), to: revision(3) });
  });

  it("shows a change of values by what it does to each text", async () => {
    const number = await revise(TEXT, [LEVEL]);
    await make(hub.plane.run("bulk", CALL, { query: "", verb: "pin", input: revision(number) }));
    await fleet.run(120_000);
    const input = { variables: { LEVEL: "normal" } };
    const shown = await preview("bulk", { uids: uids(0, 1), verb: "label", input });
    expect(shown).toMatchObject({
      agents: 2,
      changed: 2,
      changes: [{ agents: 2, from: revision(2), to: revision(2) }],
    });
    expect(JSON.stringify(shown.changes[0]?.difference)).toContain("normal");
  });

  it("names who cannot run it and why, and who keeps what he runs", async () => {
    const number = await revise(UNKNOWN_EXPORTER);
    const shown = await pinAll(number, true);
    expect(shown.obstacles).toMatchObject([
      { kind: "components", severity: "warn", agents: 4, type: "otelcol-e2e", to: revision(2) },
    ]);
    expect(shown.obstacles[0]?.words).toContain("They are offered it all the same.");
    expect(shown.changed).toBe(4);
    const started = await preview("create-group", {
      name: "first",
      query: `uid:${uidOfAgent(0)}`,
      configuration: "edge",
      position: 1,
    });
    expect(started).toMatchObject({
      agents: 1,
      changed: 0,
      moved: [{ from: "edge", to: "first", agents: 1 }],
      obstacles: [{ kind: "components", severity: "block", agents: 1, version: "0.149.0" }],
    });
    expect(started.summary).toContain("1 agent will not get it: see why.");
  });

  it("names values that are missing", async () => {
    await revise(TEXT, [NEEDED]);
    const shown = await preview("create-group", {
      name: "first",
      query: `uid:${uidOfAgent(0)}`,
      configuration: "edge",
      position: 1,
    });
    expect(shown).toMatchObject({
      changed: 0,
      keepRunning: { agents: 1 },
      obstacles: [{ kind: "variables", severity: "block", agents: 1 }],
    });
    expect(shown.obstacles[0]?.words).toContain("LEVEL");
  });

  it("names agents that a bad config takes down, as far as it is known", async () => {
    const refusing = await revise(OTHER);
    behaviour = "refuses";
    await make(hub.plane.run("pin", CALL, { uid: uidOfAgent(0), ...revision(refusing) }));
    await fleet.run(60_000);
    behaviour = "crashes";
    await make(hub.plane.run("pin", CALL, { uid: uidOfAgent(1), ...revision(refusing) }));
    await fleet.run(180_000);
    const number = await revise(`${GOOD}    telemetry:\n        logs:\n            level: debug\n`);
    const shown = await pinAll(number);
    expect(shown.riskier).toMatchObject({ agents: 3, uids: uids(1, 2, 3), known: 1 });
    expect(shown.riskier.words).toContain("agent.validate_config: true");
  });

  it("tells restarts now from those on return", async () => {
    fleet.agents[3]?.leave();
    await fleet.run(60_000);
    const shown = await pinAll(await revise(OTHER));
    expect(shown.restarts).toMatchObject({
      now: { agents: 3 },
      onReturn: { agents: 1, uids: uids(3) },
    });
    expect(shown.summary[1]).toBe("3 Collectors restart and 1 when it is back.");
  });

  it("tells the waves of a rollout, and who is left out of it", async () => {
    await make(hub.plane.run("pin", CALL, { uid: uidOfAgent(3), ...revision(1) }));
    const number = await revise(OTHER);
    const plan = { waves: [{ count: 1 }, { percent: 50 }], gates: [] };
    const shown = await preview("start-rollout", { group: "edge", revision: number, plan });
    expect(shown).toMatchObject({
      changed: 3,
      atOnce: 0,
      inRollout: 3,
      notReached: { pinned: { agents: 1, uids: uids(3) }, held: { agents: 0 } },
      rollout: { kind: "release", members: 3, leftOut: [{ reason: "pinned", agents: 1 }] },
    });
    const sizes = shown.rollout?.waves.map(({ members }) => members) ?? [];
    expect(sizes.reduce((sum, members) => sum + members, 0)).toBe(3);
    expect(sizes[0]).toBe(1);
    expect(shown.summary[0]).toMatch(
      /^3 agents get another configuration by a rollout in \d waves/,
    );
  });

  it("says what a policy that warns finds, and refuses as the verb does what one that blocks forbids", async () => {
    const policy = {
      title: "Nothing is dropped",
      rule: { kind: "component-forbidden", components: ["exporter:nop"] },
    } as const;
    const number = await revise(OTHER);
    await make(
      hub.plane.run("create-policy", CALL, { name: "no-nop", ...policy, severity: "warn" }),
    );
    const shown = await pinAll(number);
    expect(shown.obstacles).toMatchObject([{ kind: "policy", severity: "warn", agents: 4 }]);
    expect(shown.changed).toBe(4);
    const one = { uid: uidOfAgent(3), ...revision(number) };
    const pinned = await make(hub.plane.run("pin", CALL, one));
    expect(pinned.value.policies).toMatchObject([{ policy: "no-nop", severity: "warning" }]);
    const blocking = { name: "no-nop", ...policy, severity: "block" } as const;
    await make(hub.plane.run("change-policy", CALL, blocking));
    const pin = { uid: uidOfAgent(0), ...revision(number) };
    const refused = await hub.plane.preview("pin", CALL, pin);
    expect(refused).toMatchObject({ kind: "problem", code: "policy-broken" });
  });

  it("says that nothing changes for a verb that writes no intent of agents", async () => {
    const shown = await preview("create-revision", { name: "edge", content: OTHER });
    expect(shown).toMatchObject({ agents: 0, changed: 0, changes: [], rollout: null });
  });

  it("says of an approval what the agent gets by it", async () => {
    await hub.plane.drain();
    hub = await openHub({ admit: () => "awaiting-approval" });
    fleet = await openApproving(hub);
    const shown = await preview("approve", { uid: uidOfAgent(0) });
    expect(shown).toMatchObject({ changed: 1, changes: [{ from: null, to: revision(1) }] });
  });

  /** One Collector that waits, in the group `edge`. */
  async function openApproving(other: TestHub): Promise<Fleet> {
    const empty = await openFleet(other, 0);
    const agent = new FleetAgent(other, 0, () => "applies");
    await agent.come();
    await empty.hub.time.pass(1000);
    return new Fleet(other, [agent]);
  }
});
