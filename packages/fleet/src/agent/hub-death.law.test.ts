import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AgentOutcome, ReplyContent, ReportFacts } from "../index.js";
import { hash, intentOf, type Parts, Scene } from "../testing/scene.js";

const SEED = 20_261_124;
const EXITED = "Agent exited unexpectedly with exit code 1 while applying configuration";

/** How b ends: it runs, or its Collector crashes while it is applied. */
type Fate = "runs" | "crashes";

/** What a full report says of health; what it does not say comes in a message of its own. */
type Style = "with" | "{}" | "without";

interface Trouble {
  /** `none`: time passes, and no more. */
  readonly cut: "none" | "ends" | "replaced";
  readonly hubDies: boolean;
  /** Snapshots of facts, and of outcomes that nobody waited for, that the dead hub had not saved. */
  readonly unsaved: number;
  readonly unsavedOutcomes: number;
  /** What the hub said last did not arrive. */
  readonly deaf: boolean;
  /** Messages that were lost before anybody noticed; and whether what is lost takes sequence numbers. */
  readonly lost: number;
  readonly counted: boolean;
  readonly awayMs: number;
  readonly first: "full" | "heartbeat";
  /** Until the health follows that the full report did not say. */
  readonly followMs: number;
}

const trouble: fc.Arbitrary<Trouble> = fc.record({
  cut: fc.constantFrom("none" as const, "ends" as const, "replaced" as const),
  hubDies: fc.boolean(),
  unsaved: fc.nat(12),
  unsavedOutcomes: fc.nat(3),
  deaf: fc.boolean(),
  lost: fc.nat(4),
  counted: fc.boolean(),
  awayMs: fc.constantFrom(1, 20, 90, 3_000, 16_000, 59_000, 61_000, 600_000),
  first: fc.constantFrom("full" as const, "heartbeat" as const),
  followMs: fc.constantFrom(0, 100, 5_000, 14_000),
});

const troubles = fc.array(fc.option(trouble, { freq: 2 }), { maxLength: 14 });
const style = fc.constantFrom<Style>("with", "{}", "without");

interface Due {
  readonly at: number;
  /** As things stand by then. */
  readonly parts: () => Parts;
}

/** A supervisor that behaves as real ones were seen to, on a line and with hubs that do not. */
class Line {
  readonly scene = Scene.settledOn("a");
  private status: NonNullable<Parts["status"]> = ["a", "applied"];
  private health: NonNullable<Parts["health"]> = "ok";
  private effective = "running a";
  private script: Due[] = [];
  private follow: Due | null = null;
  private inbox: ReplyContent[] = [];
  private facts: ReportFacts[] = [];
  private outcomes: AgentOutcome[] = [];
  private followMs = 0;
  private connections = 1;

  constructor(
    private readonly fate: Fate,
    private readonly style: Style,
    private readonly look: (scene: Scene) => void,
  ) {
    this.scene.intent(intentOf("b"));
    this.after();
  }

  /** What happens before the next message, and the message. */
  step(what: Trouble | null): void {
    if (what !== null) this.suffer(what);
    this.hearAll();
    const next = this.takeNext(Number.POSITIVE_INFINITY) ?? this.heartbeat();
    this.wait(next.at);
    this.say(next.parts());
  }

  private suffer(what: Trouble): void {
    const { scene } = this;
    // A dead socket is noticed by its pings: until then, silence counts as the agent's own.
    const awayMs = what.cut === "replaced" ? Math.min(what.awayMs, 3_000) : what.awayMs;
    const end = scene.now + awayMs;
    if (what.cut === "none") {
      this.hearAll();
      for (let due = this.takeNext(end); due !== null; due = this.takeNext(end)) {
        this.wait(due.at);
        this.say(due.parts());
        this.hearAll();
      }
      this.wait(end);
      return;
    }
    if (!what.deaf) this.hearAll();
    this.inbox = [];
    let lost = 0;
    for (; lost < what.lost && this.script.length > 0; lost += 1) this.miss(end);
    if (what.cut === "ends") {
      scene.give({ kind: "disconnected", connectionId: scene.connectionId });
      this.after();
    }
    if (what.hubDies) this.loseHub(what);
    while (this.miss(end)) lost += 1;
    this.wait(end);
    if (what.counted || what.first === "heartbeat") scene.seq += BigInt(lost);
    this.connections += 1;
    scene.connectionId = `c${this.connections}`;
    this.inbox = [];
    this.followMs = what.followMs;
    if (what.first === "full") this.sayFull();
    else this.say({});
  }

  /** The next message goes nowhere; false where none is due until then. */
  private miss(end: number): boolean {
    const due = this.takeNext(end);
    if (due === null) return false;
    this.wait(due.at);
    this.become(due.parts());
    return true;
  }

  private loseHub({ unsaved, unsavedOutcomes }: Trouble): void {
    const { instanceUid, intent } = this.scene.state;
    const report = lastBut(unsaved, this.facts) ?? this.scene.state.report;
    const outcome = lastBut(unsavedOutcomes, this.outcomes) ?? this.scene.state.outcome;
    this.scene.give({ kind: "adopted", instanceUid, intent, outcome, report, clean: false });
    this.after();
  }

  private hearAll(): void {
    for (let said = this.inbox.shift(); said !== undefined; said = this.inbox.shift()) {
      if (said.fullState) this.sayFull();
      if (said.offer && said.offer.hash !== this.status[0]) this.take(said.offer.hash);
    }
  }

  /** The order of messages that was recorded. */
  private take(name: string): void {
    // Whoever takes it names it from now on, also where APPLYING is lost.
    this.status = [name, "applying"];
    const crash = name === "b" ? this.fate : "runs";
    this.script = [];
    this.plan(3, { status: this.status, effective: this.effective });
    this.plan(5, { health: "{}" });
    this.plan(15, { health: "stopping" });
    this.plan(25, { health: "starting" });
    if (crash === "crashes") {
      this.plan(45, { health: "exited" });
      this.plan(46, { status: [name, "failed", EXITED] });
      return;
    }
    this.plan(75, { health: "ok" });
    this.plan(85, { effective: `running ${name}` });
    this.plan(95, { health: "starting" });
    this.plan(145, { health: "ok" });
    this.plan(5_003, { status: [name, "applied"] });
  }

  private plan(inMs: number, parts: Parts): void {
    this.script.push({ at: this.scene.now + inMs, parts: () => parts });
  }

  /** What the agent says next, at that time at the latest; null where that is nothing. */
  private takeNext(end: number): Due | null {
    const [next] = this.script;
    const { follow } = this;
    if (follow !== null && follow.at <= Math.min(end, next?.at ?? end)) {
      this.follow = null;
      return follow;
    }
    if (next !== undefined && next.at <= end) {
      this.script.shift();
      // A Collector that crashed is started again and again.
      if (this.script.length === 0 && this.isDown(next))
        this.plan(next.at - this.scene.now + 5_000, { health: "exited" });
      return next;
    }
    return null;
  }

  private isDown(next: Due): boolean {
    return (next.parts().health ?? this.health) === "exited";
  }

  private heartbeat(): Due {
    return { at: this.scene.now + 30_000, parts: () => ({}) };
  }

  private sayFull(): void {
    const { status, effective, health } = this;
    const isSaid = this.style === "with";
    const rest = { description: true, status, effective };
    const at = this.scene.now + this.followMs;
    if (!isSaid) this.follow = { at, parts: () => ({ health: this.healthNow() }) };
    if (this.style === "without") this.report(rest);
    else this.report({ ...rest, health: isSaid ? health : "{}" });
  }

  /** Of a Collector that is about to be started on another configuration nothing is said. */
  private healthNow(): NonNullable<Parts["health"]> {
    const isOld = this.health === "exited" && this.status[1] === "applying";
    return isOld ? "{}" : this.health;
  }

  private say(parts: Parts): void {
    this.become(parts);
    this.report(parts);
  }

  private become({ status, health, effective }: Parts): void {
    this.status = status ?? this.status;
    this.health = health ?? this.health;
    this.effective = effective ?? this.effective;
  }

  private report(parts: Parts): void {
    this.scene.report(parts);
    this.after();
  }

  private wait(until: number): void {
    const { scene } = this;
    const end = Math.max(scene.now, until);
    while (scene.state.wakeAt !== null && scene.state.wakeAt <= end) {
      scene.now = scene.state.wakeAt;
      scene.give({ kind: "woken" });
      this.after();
    }
    scene.now = end;
  }

  private after(): void {
    const { scene } = this;
    const { effects } = scene;
    this.look(scene);
    this.facts.push(scene.state.report);
    if (effects.some((it) => it.kind === "save" && it.before !== "no")) this.outcomes = [];
    if (this.outcomes.at(-1) !== scene.state.outcome) this.outcomes.push(scene.state.outcome);
    for (const effect of effects) {
      if (effect.kind === "reply" || effect.kind === "push") this.inbox.push(effect.content);
      if (effect.kind !== "judge" || effect.question.question !== "contains") continue;
      const { hash: name, effectiveDigest } = effect.question;
      const answer = effectiveDigest === `running ${name}` ? "contains" : "differs";
      scene.give({
        kind: "judged",
        verdict: { ...effect.question, hash: hash(name), answer, difference: "" },
      });
      this.after();
    }
  }
}

function lastBut<Item>(count: number, items: readonly Item[]): Item | undefined {
  return items.at(-1 - Math.min(count, items.length - 1));
}

function play(
  fate: Fate,
  how: Style,
  story: readonly (Trouble | null)[],
  look: (scene: Scene) => void,
): Scene {
  const line = new Line(fate, how, look);
  for (const what of story) line.step(what);
  for (let calm = 0; calm < 60; calm += 1) line.step(null);
  return line.scene;
}

describe("whatever connections and hubs die on the way", () => {
  test("a configuration that runs is never rejected or returned from, and becomes last good", () => {
    fc.assert(
      fc.property(style, troubles, (how, story) => {
        const scene = play("runs", how, story, ({ state }) => {
          expect(state.outcome.hashes["b"]?.rejected ?? false).toBe(false);
          expect(state.outcome.returning).toBeNull();
        });
        expect(scene.state.outcome).toMatchObject({ lastGood: "b", window: null });
        expect(scene.words.sync).toBe("in-sync");
      }),
      { seed: SEED, numRuns: 600 },
    );
  });

  test("F14 one that crashes is rejected, never last good, and left for the one before", () => {
    fc.assert(
      fc.property(style, troubles, (how, story) => {
        const scene = play("crashes", how, story, ({ state }) => {
          expect(state.outcome.lastGood).toBe("a");
        });
        expect(scene.state.outcome.hashes["b"]?.rejected).toBe(true);
        expect(scene.state.outcome.returning?.status).toBe("acknowledged");
        expect(scene.words).toMatchObject({ sync: "rolled-back", health: "healthy" });
        expect(scene.state.report.remoteConfig).toMatchObject({ hash: "a", status: "applied" });
      }),
      { seed: SEED, numRuns: 600 },
    );
  });
});
