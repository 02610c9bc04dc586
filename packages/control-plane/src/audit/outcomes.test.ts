import type { ConfigHash } from "@fleethub/fleet";
import { beforeEach, describe, expect, it } from "vitest";
import { sampleAgent, sampleAudit, sampleHash, sampleId } from "../contract/samples.js";
import { createMemoryStorage, type MemoryStorage } from "../memory/index.js";
import type { AgentRecord } from "../model.js";
import { nodeDigest } from "../testing/open-hub.js";
import { tellOutcomes } from "./outcomes.js";
import { AUDIT_SETTINGS } from "./settings.js";

const HOUR = 3_600_000;
const AT = 1_000;

describe("what became of an act", () => {
  let storage: MemoryStorage;
  let wanted: ConfigHash;
  const hash = sampleHash();
  beforeEach(() => {
    storage = createMemoryStorage();
    wanted = hash;
  });

  /** An agent that says this of a configuration. */
  const agent = (status: "applied" | "failed" | "applying" | null, of = hash, error = "") => {
    const made = sampleAgent();
    const remoteConfig = status === null ? null : { hash: of, status, error, at: AT };
    return { ...made, report: { ...made.report, remoteConfig } };
  };

  /** The end of an act on these agents, as it was told. */
  const toldOf = async (
    agents: readonly AgentRecord[],
    gone = 0,
    rounds: readonly number[] = [AT],
  ) => {
    const uids = [
      ...agents.map(({ instanceUid }) => instanceUid),
      ...Array.from({ length: gone }, sampleId),
    ];
    const act = sampleAudit({
      at: AT,
      action: "bulk",
      resource: { kind: "agents", id: "env:prod" },
      after: { agents: uids },
      configHash: hash,
    });
    await storage.store.commit({
      writes: [
        ...agents.map((one) => ({ kind: "add-agent", agent: one }) as const),
        { kind: "add-audit", entry: act },
      ],
    });
    const deps = {
      storage,
      digest: nodeDigest,
      settings: AUDIT_SETTINGS,
      desiredHash: async () => wanted,
      looks: new Map<string, number>(),
    };
    for (const now of rounds) await tellOutcomes(deps, now);
    const followed = { text: "", follows: act.id };
    const { items } = await storage.audit.list(followed, { limit: 9, cursor: null });
    return items.map(({ action, after, agents: reached }) => ({ action, after, reached }));
  };

  it("is told once, when all have it, however often and wherever it is looked at", async () => {
    expect(await toldOf([agent("applied"), agent("applied")], 1, [AT, AT, AT + HOUR])).toEqual([
      {
        action: "applied",
        reached: 2,
        after: { applied: 2, failed: 0, superseded: 0, other: 1, waiting: 0, error: "" },
      },
    ]);
  });

  it("names the first error of those that refused it", async () => {
    const agents = [agent("applied"), agent("failed", hash, "no such exporter")];
    expect(await toldOf(agents)).toMatchObject([
      { action: "not-applied", after: { applied: 1, failed: 1, error: "no such exporter" } },
    ]);
  });

  it("waits for those who have not answered, for a day", async () => {
    const late = [agent("applying"), agent(null)];
    expect(await toldOf(late, 0, [AT, AT + 23 * HOUR])).toEqual([]);
  });

  it("says after a day who did not answer", async () => {
    expect(await toldOf([agent("applying")], 0, [AT + 24 * HOUR])).toMatchObject([
      { action: "not-applied", after: { waiting: 1 } },
    ]);
  });

  it("is superseded at once where something else is wanted of an agent by now", async () => {
    wanted = sampleHash();
    expect(await toldOf([agent("applying")])).toMatchObject([
      { action: "superseded", after: { superseded: 1, waiting: 0, applied: 0 } },
    ]);
  });

  it("was applied where the agent had it, whatever it runs by now", async () => {
    wanted = sampleHash();
    const had = agent("applied", wanted);
    const outcome = {
      ...had.outcome,
      hashes: {
        [hash]: {
          name: "edge r1",
          attempt: 1,
          offeredAt: AT,
          applyingAt: AT,
          appliedAt: AT,
          rejected: false,
          kept: false,
          failedAt: null,
          error: "",
          everFailed: false,
          troubledBefore: false,
          after: null,
        },
      },
    };
    expect(await toldOf([{ ...had, outcome }])).toMatchObject([{ action: "applied" }]);
  });

  it("is told of nobody's acts but people's and tokens', and of none without a configuration", async () => {
    await storage.store.commit({
      writes: [
        { kind: "add-audit", entry: sampleAudit({ at: AT, action: "pin" }) },
        {
          kind: "add-audit",
          entry: sampleAudit({
            at: AT,
            action: "pin",
            configHash: hash,
            actor: { kind: "hub", id: "hub", via: "hub", requestId: "r" },
          }),
        },
      ],
    });
    expect(await toldOf([agent("applied")])).toHaveLength(1);
    expect((await storage.audit.head()).sequence).toBe(4);
  });

  it("is told of every act, however many there are, and although one of them cannot be told", async () => {
    const acts = Array.from({ length: 450 }, (_, index) =>
      sampleAudit({ at: AT, action: index % 2 === 0 ? "pin" : "unpin", configHash: hash }),
    );
    await storage.store.commit({
      writes: acts.map((entry) => ({ kind: "add-audit", entry }) as const),
    });
    let odd = 0;
    const byId: typeof storage.audit.byId = async (...asked) => {
      odd += 1;
      if (odd === 1) throw new Error("This one is odd.");
      return storage.audit.byId(...asked);
    };
    const deps = {
      storage: { ...storage, audit: { ...storage.audit, byId } },
      digest: nodeDigest,
      settings: AUDIT_SETTINGS,
      desiredHash: async () => wanted,
      looks: new Map<string, number>(),
    };
    const told = async () => (await storage.audit.head()).sequence - acts.length;
    await expect(tellOutcomes(deps, AT)).rejects.toThrow("odd");
    expect(await told()).toBe(224);
    await tellOutcomes(deps, AT);
    expect(await told()).toBe(225);
    // What is told is not asked for again.
    const asked = odd;
    await tellOutcomes(deps, AT);
    expect(odd).toBe(asked);
  });

  it("is looked at less often the older the act is", async () => {
    const waits = agent("applying");
    const act = sampleAudit({
      at: 0,
      action: "pin",
      resource: { kind: "agent", id: waits.instanceUid },
      configHash: hash,
    });
    await storage.store.commit({
      writes: [
        { kind: "add-agent", agent: waits },
        { kind: "add-audit", entry: act },
      ],
    });
    let looked = 0;
    const desiredHash = async () => {
      looked += 1;
      return wanted;
    };
    const looks = new Map<string, number>();
    const deps = { storage, digest: nodeDigest, settings: AUDIT_SETTINGS, desiredHash, looks };
    for (let now = HOUR; now <= 24 * HOUR; now += 60_000) await tellOutcomes(deps, now);
    expect(looked).toBeLessThan(40);
    expect((await storage.audit.head()).sequence).toBe(2);
  });
});
