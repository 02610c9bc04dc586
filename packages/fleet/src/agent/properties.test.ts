import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AGENT_SETTINGS, type AgentEffect, reduceAgent, type ReplyContent } from "../index.js";
import { fateOf } from "../testing/model-supervisor.js";
import { ModelWorld, type Step, type Trace } from "../testing/model-world.js";
import { FRESH } from "../testing/scene.js";
import { acceptsConfig } from "./target.js";

const HASHES = ["good-1", "good-2", "bad-1", "bad-2", "refused-1", "late-1", "local"] as const;

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: waiting() },
    { weight: 3, arbitrary: fc.constant({ do: "heartbeat" } as const) },
    { weight: 4, arbitrary: pinning() },
    { weight: 2, arbitrary: losing() },
    { weight: 1, arbitrary: fc.constant({ do: "repeat" } as const) },
    { weight: 1, arbitrary: fc.constant({ do: "reconnect" } as const) },
    { weight: 1, arbitrary: fc.constant({ do: "restart-supervisor" } as const) },
    { weight: 1, arbitrary: fc.constant({ do: "flush" } as const) },
    { weight: 1, arbitrary: fc.constant({ do: "hub-dies" } as const) },
  ),
  { maxLength: 30 },
);

function waiting(): fc.Arbitrary<Step> {
  const ms = fc.constantFrom(1, 1_000, 5_000, 10_000, 30_000, 61_000);
  return ms.map((some) => ({ do: "wait", ms: some }));
}

function pinning(): fc.Arbitrary<Step> {
  return fc
    .record({ hash: fc.constantFrom(...HASHES), newAttempt: fc.boolean() })
    .map((pin) => ({ do: "pin", ...pin }));
}

function losing(): fc.Arbitrary<Step> {
  return fc
    .record({ from: fc.constantFrom("agent" as const, "hub" as const), count: fc.nat(3) })
    .map((loss) => ({ do: "lose", ...loss }));
}

/** Runs the steps, with every reduction shown to `look`. */
function play(story: readonly Step[], look: (trace: Trace) => void): ModelWorld {
  const world = new ModelWorld(look);
  for (const step of story) world.run(step);
  return world;
}

function always(seed: number, law: (story: readonly Step[]) => void): void {
  fc.assert(fc.property(steps, law), { seed, numRuns: 300 });
}

function isHarmless(hash: string): boolean {
  return fateOf(hash) === "good" || fateOf(hash) === "local";
}

function contents(effects: readonly AgentEffect[]): readonly ReplyContent[] {
  return effects.flatMap((effect) =>
    effect.kind === "reply" || effect.kind === "push" ? [effect.content] : [],
  );
}

describe("laws over random histories", () => {
  test("F1 one reply per report, with the reporter's uid, and none without a report", () => {
    always(1_001, (story) => {
      play(story, ({ event, effects }) => {
        const replies = effects.filter((effect) => effect.kind === "reply");
        expect(replies).toHaveLength(event.kind === "report" ? 1 : 0);
        for (const reply of replies) {
          expect(event.kind === "report" && event.instanceUid).toBe(reply.instanceUid);
        }
      });
    });
  });

  test("F2 F4 a command stands alone, an offer comes without flags or a new uid", () => {
    always(1_002, (story) => {
      play(story, ({ effects }) => {
        for (const content of contents(effects)) {
          const isAlone = Object.keys(content).length === 1;
          if (content.command || content.offer) expect(isAlone).toBe(true);
        }
      });
    });
  });

  test("F3 F4 what is offered is accepted, not what is reported, and not rejected", () => {
    always(1_003, (story) => {
      play(story, ({ before, after, effects, stored }) => {
        for (const { offer } of contents(effects)) {
          if (offer === undefined) continue;
          expect(acceptsConfig(after)).toBe(true);
          expect(after.report.remoteConfig?.hash).not.toBe(offer.hash);
          expect(after.outcome.hashes[offer.hash]?.rejected).toBe(false);
          const known = stored.hashes[offer.hash] ?? before.outcome.hashes[offer.hash];
          if (known?.rejected) expect(offer.attempt).toBeGreaterThan(known.attempt);
        }
      });
    });
  });

  test("F4 the same offer is not repeated on a connection before the retry interval", () => {
    always(1_004, (story) => {
      let last: { key: string; at: number } | null = null;
      play(story, ({ after, effects, now }) => {
        for (const { offer } of contents(effects)) {
          if (offer === undefined) continue;
          const key = `${after.link?.connectionId} ${after.link?.openedAt} ${offer.hash} ${offer.attempt}`;
          if (last?.key === key) {
            expect(now - last.at).toBeGreaterThanOrEqual(AGENT_SETTINGS.offerRetryMs);
          }
          last = { key, at: now };
        }
      });
    });
  });

  test("F6 a bare heartbeat that is owed nothing saves nothing", () => {
    always(1_006, (story) => {
      play(story, ({ event, before, after, effects, now }) => {
        if (event.kind !== "report" || event.seq !== (before.report.seq ?? -9n) + 1n) return;
        const isBare = !("description" in event || "health" in event || "effective" in event);
        if (!isBare || "remoteConfig" in event || !before.quiet) return;
        if (before.link?.connectionId !== event.connectionId) return;
        if (before.wakeAt !== null && before.wakeAt <= now) return;
        expect(effects.some(({ kind }) => kind === "save")).toBe(false);
        expect(after.outcome).toBe(before.outcome);
      });
    });
  });

  test("F7 an absent part leaves what was known", () => {
    always(1_007, (story) => {
      play(story, ({ event, before, after }) => {
        if (event.kind !== "report") return;
        const parts = ["description", "health", "effective", "remoteConfig", "components"] as const;
        for (const part of parts) {
          if (event[part] === undefined) expect(after.report[part]).toBe(before.report[part]);
        }
      });
    });
  });

  test("F10 the same state and event give the same result, and the state given is left alone", () => {
    always(1_010, (story) => {
      play(story, ({ event, before, after, effects, now }) => {
        const again = reduceAgent(before, event, now, FRESH);
        expect(again.state).toEqual(after);
        expect(again.effects).toEqual(effects);
      });
    });
  });

  test("F14 one decision per hash and attempt, whatever dies in between", () => {
    always(1_014, (story) => {
      const decided = new Set<string>();
      play(story, ({ effects, after }) => {
        for (const effect of effects) {
          if (effect.kind !== "audit" || effect.action !== "return") continue;
          const { from, attempt } = after.outcome.returning ?? { from: "", attempt: 0 };
          expect(decided).not.toContain(`${from} ${attempt}`);
          decided.add(`${from} ${attempt}`);
        }
      });
    });
  });

  test("F14 the offer of a hash that ever failed is committed before it is sent", () => {
    always(1_015, (story) => {
      play(story, ({ after, effects }) => {
        for (const { offer } of contents(effects)) {
          if (offer === undefined || !after.outcome.hashes[offer.hash]?.everFailed) continue;
          const save = effects.findIndex((it) => it.kind === "save" && it.before !== "no");
          const sent = effects.findIndex((it) => it.kind === "reply" || it.kind === "push");
          expect(save).toBeGreaterThanOrEqual(0);
          expect(save).toBeLessThan(effects.findLastIndex((it) => "content" in it));
          expect(sent).toBeGreaterThan(save);
        }
      });
    });
  });

  test("a false APPLIED is never called good", () => {
    always(1_020, (story) => {
      play(story, ({ after }) => {
        const { lastGood } = after.outcome;
        if (lastGood === null) return;
        expect(["good", "local", "late"]).toContain(fateOf(lastGood));
      });
    });
  });

  test("wakes lie ahead, and health is not restarting for longer than its time", () => {
    always(1_021, (story) => {
      let since: number | null = null;
      play(story, ({ after, effects, now }) => {
        for (const effect of effects)
          if (effect.kind === "wake") expect(effect.at).toBeGreaterThan(now);
        const isRestarting = after.shown.health === "restarting";
        since = isRestarting ? (since ?? now) : null;
        if (since === null || after.watch?.offeredAt === now) return;
        const offered = Math.max(since, after.watch?.offeredAt ?? 0, after.link?.openedAt ?? 0);
        expect(now - offered).toBeLessThanOrEqual(AGENT_SETTINGS.restartingMs);
      });
    });
  });

  test("once the faults end, a good desired runs, and nobody is left down who can be helped", () => {
    always(1_030, (story) => {
      const world = play(story, () => undefined);
      world.calmDown(600_000);
      const { scene, agent } = world;
      const { desired } = scene.state.intent;
      const { sync } = scene.words;
      const { lastGood } = scene.state.outcome;
      if (desired.kind === "none") return;
      const isWanted = !scene.state.outcome.hashes[desired.hash]?.rejected;
      if (isWanted) {
        // A bad hash whose failure nobody heard of may be said to be applied, never to be in effect.
        const words = isHarmless(desired.hash) ? ["in-sync"] : ["in-sync", "drifted"];
        expect(words).toContain(sync);
        expect(agent.lastHash).toBe(desired.hash);
        expect(agent.up).toBe(true);
        return;
      }
      expect(isHarmless(desired.hash)).toBe(false);
      expect(["failed", "rolled-back"]).toContain(sync);
      if (lastGood === null || fateOf(lastGood) !== "late") expect(agent.up).toBe(true);
    });
  });
});
