import { beforeEach, describe, expect, it } from "vitest";
import { sampleAudit } from "../contract/samples.js";
import type { AgentRecord, AuditEntry } from "../model.js";
import { GOOD } from "../testing/configs.js";
import { make, openFleet, revise } from "../testing/fleet.js";
import { approve, ask, openGuarded, OTTO, storedAgent } from "../testing/four-eyes.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import { MINUTE, reaches, start } from "../testing/rollout-fleet.js";

const VISIBLE = { actor: CALL.actor, scope: CALL.scope };

const newest = async ({ storage }: TestHub, did: string) => {
  const filter = { text: "", did: [did] };
  const [entry] = (await storage.audit.list(filter, { limit: 1, cursor: null })).items;
  if (entry === undefined) throw new Error(`Nobody did ${did}.`);
  return entry;
};

const opened = async (hub: TestHub, sequence: number) => {
  const found = await hub.plane.auditEntry(sequence, VISIBLE);
  if (found === null) throw new Error("There is no such entry.");
  return found;
};

describe("an entry that approval allowed", () => {
  let hub: TestHub;
  let agents: readonly AgentRecord[];
  beforeEach(async () => {
    hub = await openHub();
    agents = [storedAgent({ env: "prod" }), storedAgent({ env: "prod" })];
    await openGuarded(hub, agents);
  });

  it("opens with who approved, what was seen and the revision", async () => {
    const plan = { waves: [{ count: 1 }], gates: [] };
    const request = await ask(hub, "start-rollout", { group: "prod", revision: 2, plan });
    await make(approve(hub, request));
    const { steps, revisions } = await opened(hub, (await newest(hub, "start-rollout")).sequence);
    expect(steps.asked).toMatchObject({ text: OTTO.actor.id });
    expect(steps.approved).toMatchObject({
      text: expect.stringMatching(/grace/i),
      detail: `request 1, saw ${request.hash.slice(0, 16)}`,
      request: request.id,
    });
    expect(steps.config).toMatchObject({ text: "edge r2", hash: expect.stringMatching(/^\S+$/) });
    expect(steps.agents).toMatchObject({ text: "2 agents", count: 2 });
    expect(revisions).toMatchObject({ configuration: "edge", to: 2 });
  });
});

describe("an entry about a rollout", () => {
  it("opens with how many have it, and the end that it came to", async () => {
    const hub = await openHub();
    const fleet = await openFleet(hub, 3);
    const revision = await revise(hub, `# Next.\n${GOOD}`);
    const id = await start(fleet, revision, { waves: [{ count: 1 }], soakMs: MINUTE, gates: [] });
    const entry = await newest(hub, "start-rollout");
    await reaches(fleet, id, "complete");
    const { steps, outcomes } = await opened(hub, entry.sequence);
    expect(steps.applied).toMatchObject({ text: "3 applied" });
    expect(steps.approved).toBeNull();
    expect(outcomes.map(({ action }) => action)).toEqual(["rollout-complete"]);
    const end = await opened(hub, outcomes[0]?.sequence ?? 0);
    expect(end.cause).toMatchObject({ id: entry.id });
  });
});

describe("any entry", () => {
  it("opens without the steps that it has none of, and for nobody who may not see it", async () => {
    const hub = await openHub();
    const entry: AuditEntry = sampleAudit({ resource: { kind: "policy", id: "p" }, after: null });
    await hub.storage.store.commit({ writes: [{ kind: "add-audit", entry }] });
    const { sequence } = await newest(hub, entry.action);
    expect(await opened(hub, sequence)).toMatchObject({
      steps: { approved: null, config: null, agents: null, applied: null },
      outcomes: [],
      cause: null,
      revisions: null,
      checkpoint: null,
    });
    expect(await hub.plane.auditEntry(sequence + 1, VISIBLE)).toBeNull();
    const scope = { kind: "reach", queries: [] } as const;
    const actor = { ...CALL.actor, id: "somebody-else" };
    expect(await hub.plane.auditEntry(sequence, { actor, scope })).toBeNull();
  });
});
