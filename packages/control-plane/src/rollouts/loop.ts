import {
  type AgentSettings,
  changesNothing,
  type GateVerdict,
  type Millis,
  planRollout,
  type RolloutPlan,
} from "@fleethub/fleet";
import type { HubListener } from "../agents/hub-listener.js";
import type { ControlPlaneSettings } from "../agents/settings.js";
import type { Change, Clock, FleetStorage, Logger, Schedule } from "../ports.js";
import { StoreUnavailable } from "../ports.js";
import type { TelemetryDesk } from "../telemetry/desk.js";
import type { Act, VerbContext } from "../verbs/verb.js";
import { automaticAudit } from "./automatic-audit.js";
import { nextJudgementAt, judgeRollout, KEEP_INTERVAL_MS, saysElse } from "./judging.js";
import { type PlannedWrites, planWrites } from "./plan-writes.js";
import { readContextOf } from "./read-context.js";
import type { ReadContext } from "./read-rollout.js";
import { refresh, track, type Tracked } from "./tracked.js";
import { viewOf, type Watched } from "./watched.js";

export interface RolloutLoopDeps {
  readonly storage: FleetStorage;
  readonly desk: Pick<TelemetryDesk, "of">;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly logger: Logger;
  readonly settings: ControlPlaneSettings;
  readonly agentSettings: AgentSettings;
  /** A context in which the hub itself acts. */
  readonly context: () => VerbContext;
  /** Writes outcomes that wait, so that fewer commits meet a newer one. */
  readonly flushOutcomes: () => Promise<void>;
  readonly act: (acts: readonly Act[]) => Promise<void>;
}

/** Longest time that a timer is set for. */
const TIMER_MS_MAX: Millis = 86_400_000;

/** Conflicts about agents after which the look waits for its turn. */
const CONFLICTS_MAX = 5;

/** Rollouts that are live at once: at most one a group. */
const LIVE_PAGE = 500;

/**
 * Runs every live rollout. Level-triggered: each look reads what is stored, plans, and commits with the version that it
 * read, so that it can end at any point and go on in any hub; where several look at once one of them wins. While the store
 * is away everything stays as it is.
 */
export class RolloutLoop implements HubListener {
  readonly #deps: RolloutLoopDeps;
  readonly #tracked = new Map<string, Tracked>();
  /** Before the start nothing is taken up: the start finds what is live. */
  #isStopped = true;
  /** Verbs that are being planned. */
  #holds = 0;
  #cancelFind: (() => void) | null = null;

  constructor(deps: RolloutLoopDeps) {
    this.#deps = deps;
  }

  /** Takes up what is live. Rejects while the store is away. */
  async start(): Promise<void> {
    this.#isStopped = false;
    await this.#find();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelFind?.();
    for (const tracked of this.#tracked.values()) tracked.timer?.cancel();
  }

  /** No look begins before this is called: a verb about rollouts is planned and committed without being raced. */
  holdOff(): () => void {
    this.#holds += 1;
    let isOver = false;
    return () => {
      if (!isOver) this.#holds -= 1;
      isOver = true;
    };
  }

  /** What is known of a live rollout as of the last look; null where this hub does not follow it. */
  watched(id: string): Watched | null {
    return this.#tracked.get(id)?.watched ?? null;
  }

  /** Rollouts that this hub follows. */
  get size(): number {
    return this.#tracked.size;
  }

  changed({ kind, id, version }: Change): void {
    const { rolloutDelayMs, rolloutYieldMs } = this.#deps.settings;
    if (kind === "rollout.changed") {
      const tracked = this.#tracked.get(id);
      if (tracked === undefined) this.#take(id);
      else if (version > (tracked.watched?.record.version ?? 0)) {
        tracked.isStale = true;
        tracked.notBefore = this.#deps.clock.now() + rolloutYieldMs;
        this.#arm(tracked, rolloutYieldMs);
      }
      return;
    }
    if (kind !== "agent.changed" && kind !== "agent.forgotten" && kind !== "agent.renamed") return;
    for (const tracked of this.#tracked.values()) {
      if (!tracked.ids.has(id)) continue;
      tracked.dirtyUids.add(id);
      this.#arm(tracked, rolloutDelayMs);
    }
  }

  everythingChanged(): void {
    for (const tracked of this.#tracked.values()) {
      tracked.isStale = true;
      tracked.readAt = Number.NEGATIVE_INFINITY;
      this.#arm(tracked, this.#deps.settings.rolloutDelayMs);
    }
    this.#findLater(0);
  }

  async #find(): Promise<void> {
    const { rollouts } = this.#deps.storage;
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof rollouts.list>> = await rollouts.list(
        { live: true },
        { limit: LIVE_PAGE, cursor },
      );
      for (const { id } of page.items) this.#take(id);
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  #findLater(delayMs: Millis): void {
    if (this.#cancelFind !== null || this.#isStopped) return;
    this.#cancelFind = this.#deps.schedule.after(delayMs, () => {
      this.#cancelFind = null;
      this.#find().catch(() => this.#findLater(this.#deps.settings.storeRetryMs * 4));
    });
  }

  #take(id: string): void {
    if (this.#tracked.has(id) || this.#isStopped) return;
    const tracked = track(id);
    this.#tracked.set(id, tracked);
    this.#arm(tracked, 0);
  }

  /** Looks after this time, or sooner where that was asked for already. */
  #arm(tracked: Tracked, delayMs: Millis): void {
    if (this.#isStopped) return;
    const { clock, schedule } = this.#deps;
    const now = clock.now();
    const at = Math.max(now + Math.min(Math.max(0, delayMs), TIMER_MS_MAX), tracked.notBefore);
    if (tracked.timer !== null && tracked.timer.at <= at) return;
    tracked.timer?.cancel();
    const cancel = schedule.after(at - now, () => {
      tracked.timer = null;
      void this.#run(tracked);
    });
    tracked.timer = { at, cancel };
  }

  async #run(tracked: Tracked): Promise<void> {
    if (tracked.isRunning) {
      tracked.isAskedAgain = true;
      return;
    }
    if (this.#holds > 0) {
      this.#arm(tracked, this.#deps.settings.rolloutDelayMs);
      return;
    }
    tracked.isRunning = true;
    tracked.isAskedAgain = false;
    const { logger, settings } = this.#deps;
    try {
      const nextMs = await this.#look(tracked);
      if (nextMs === null) this.#drop(tracked);
      else this.#arm(tracked, tracked.isAskedAgain ? 0 : nextMs);
    } catch (error) {
      const away = error instanceof StoreUnavailable;
      logger[away ? "warn" : "error"](
        { rollout: tracked.id, error: String(error) },
        away
          ? "A rollout holds: the store is away."
          : "A look at a rollout failed; it is repeated.",
      );
      if (!away) tracked.watched = null;
      this.#arm(tracked, settings.storeRetryMs * 4);
    } finally {
      tracked.isRunning = false;
    }
  }

  /** It is over. What was heard of its members while it was looked at last asks for nothing more. */
  #drop(tracked: Tracked): void {
    this.#tracked.delete(tracked.id);
    tracked.timer?.cancel();
    tracked.timer = null;
  }

  /** When to look again; null: the rollout is over. */
  async #look(tracked: Tracked): Promise<Millis | null> {
    const { settings } = this.#deps;
    const ctx = this.#deps.context();
    const watched = await refresh(tracked, this.#readContext(ctx), settings.rolloutReadAllMs);
    if (watched === null) return null;
    const { now } = ctx;
    const judgeAt = nextJudgementAt(watched, tracked.judgedAt, now);
    if (judgeAt !== null && judgeAt <= now) {
      const { desk } = this.#deps;
      tracked.verdicts = await judgeRollout(watched, desk, tracked.verdicts, now);
      tracked.judgedAt = now;
    }
    const { verdicts } = tracked;
    const view = viewOf(watched, verdicts);
    const plan = planRollout(view, now);
    const isIdle = changesNothing(view, plan);
    const keeps = this.#keepsJudgement(tracked, watched, now);
    if (isIdle && !keeps) return this.#nextLookMs(tracked, watched, plan, now);
    if (!isIdle) await this.#deps.flushOutcomes();
    const planned = await planWrites(ctx, watched, plan, { verdicts });
    const outcome = await this.#commit(ctx, tracked, watched, planned, keeps);
    if (outcome !== "committed") return outcome;
    await this.#deps.act(planned.acts);
    if (!planned.record.live) return null;
    if (planned.isPartial) return 0;
    return isIdle ? this.#nextLookMs(tracked, watched, plan, now) : settings.rolloutDelayMs;
  }

  /** `committed`, or when to try again. */
  async #commit(
    ctx: VerbContext,
    tracked: Tracked,
    watched: Watched,
    planned: PlannedWrites,
    keeps: boolean,
  ): Promise<"committed" | Millis> {
    const { storage, settings } = this.#deps;
    const { record, writes, patches, agents } = planned;
    const { verdicts } = tracked;
    const result = await storage.store.commit({
      writes: [
        ...writes,
        ...(keeps ? [judgementWrite(record.id, ctx.now, verdicts)] : []),
        ...(await automaticAudit(ctx, watched.record, record, planned.events)),
      ],
    });
    if (result.kind === "conflict") {
      for (const { id } of agents) tracked.dirtyIds.add(id);
      if (result.write === "set-rollout") {
        tracked.isStale = true;
        tracked.notBefore = ctx.now + settings.rolloutYieldMs;
        return settings.rolloutYieldMs;
      }
      tracked.conflicts += 1;
      return tracked.conflicts > CONFLICTS_MAX ? settings.rolloutDelayMs : 0;
    }
    tracked.conflicts = 0;
    if (keeps) tracked.keptAt = ctx.now;
    watched.record = record;
    for (const patch of patches) {
      const member = watched.members.get(patch.agent);
      if (member !== undefined) watched.members.set(patch.agent, { ...member, ...patch });
    }
    for (const { id } of agents) tracked.dirtyIds.add(id);
    return "committed";
  }

  #keepsJudgement({ judgedAt, keptAt, verdicts }: Tracked, { record }: Watched, now: Millis) {
    if (judgedAt !== now || verdicts.length === 0) return false;
    return saysElse(verdicts, record.verdicts) || now - keptAt >= KEEP_INTERVAL_MS;
  }

  #nextLookMs(tracked: Tracked, watched: Watched, { wakeAt }: RolloutPlan, now: Millis): Millis {
    const { rolloutReadAllMs } = this.#deps.settings;
    const times = [tracked.readAt + rolloutReadAllMs];
    if (wakeAt !== null) times.push(wakeAt);
    const judgeAt = nextJudgementAt(watched, tracked.judgedAt, now);
    if (judgeAt !== null) times.push(judgeAt);
    return Math.max(0, Math.min(...times) - now);
  }

  #readContext(ctx: VerbContext): ReadContext {
    return { ...readContextOf(ctx), settings: this.#deps.agentSettings };
  }
}

function judgementWrite(rollout: string, at: Millis, verdicts: readonly GateVerdict[]) {
  return { kind: "add-judgement", rollout, judgement: { at, verdicts } } as const;
}
