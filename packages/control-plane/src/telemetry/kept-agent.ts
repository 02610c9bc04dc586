import type { AgentId, Millis } from "@fleethub/fleet";
import type { Lane } from "../agents/lane.js";
import type { AgentTelemetry, FlowWord } from "../telemetry-model.js";
import { type ExportMemory, foldExport, newExportMemory } from "./fold-export.js";
import { FlowWindow } from "./flow-window.js";
import { judgeAbsence, judgeFlow } from "./judge-flow.js";
import type { MetricReading } from "./readings.js";
import type { ComponentFlow } from "./views.js";

/** Newest spans that say how often an agent exports. */
const INTERVAL_POINTS = 5;

/** A process is the same while its start, worked out from its age, moves by less than this. */
const START_JITTER_MS: Millis = 5_000;

/** One agent's own telemetry as a hub has it in memory. Only its own lane changes it. */
export class KeptAgent implements Lane {
  tail: Promise<void> | null = null;
  readonly id: AgentId;
  readonly #window: FlowWindow;
  readonly #memory: ExportMemory = newExportMemory();
  #components: readonly ComponentFlow[] = [];
  #word: FlowWord;
  #reason: string;
  #since: Millis;
  #startedAt: Millis | null;
  #intervalMs: Millis | null;
  /** When its newest export came. */
  lastAt: Millis;
  /** What is in it was stored then; what came later was not. */
  storedAt: Millis;
  #storedWord: FlowWord;
  #isChanged = false;

  constructor(id: AgentId, stored: AgentTelemetry | null, now: Millis) {
    this.id = id;
    this.#window = new FlowWindow(stored?.points);
    this.#word = stored?.word ?? "not-reported";
    this.#reason = stored?.reason ?? "";
    this.#since = stored?.since ?? now;
    this.#startedAt = stored?.startedAt ?? null;
    this.#intervalMs = stored?.intervalMs ?? null;
    this.lastAt = stored?.points.at(-1)?.at ?? now;
    this.storedAt = Number.NEGATIVE_INFINITY;
    this.#storedWord = this.#word;
  }

  get word(): FlowWord {
    return this.#word;
  }

  /** The store has another word. */
  get isUrgent(): boolean {
    return this.#word !== this.#storedWord;
  }

  get isUnsaved(): boolean {
    return this.#isChanged;
  }

  get components(): readonly ComponentFlow[] {
    return this.#components;
  }

  /** Bytes of its window. */
  get sizeBytes(): number {
    return this.#window.sizeBytes;
  }

  /** Takes one export; what was there already changes nothing. */
  take(readings: readonly MetricReading[], now: Millis): void {
    const folded = foldExport(this.#memory, readings);
    if (folded === null) return;
    this.lastAt = now;
    this.#isChanged = true;
    this.#components = folded.components;
    // A process older than the clock's beginning has no start that could be told.
    if (folded.uptimeMs !== null && folded.uptimeMs <= now) this.#startAt(now - folded.uptimeMs);
    if (folded.point === null) {
      // Nothing to compare with: after a restart of the hub the verdict stands until the next export.
      if (this.#window.size === 0) this.#say("idle", "Its first own metrics have come.", now);
      return;
    }
    this.#window.add({ at: now, ...folded.point });
    this.#intervalMs = intervalOf(this.#window) ?? this.#intervalMs;
    const before = { word: this.#word, reason: this.#reason };
    const newest = (limit?: number) => this.#window.newest(limit);
    const verdict = judgeFlow({ newest, components: this.#components, before });
    this.#say(verdict.word, verdict.reason, now);
  }

  /** Nothing came for long, and that is not said yet. */
  isAbsent(now: Millis): boolean {
    return (
      this.#word !== "not-reported" && judgeAbsence(this.lastAt, this.#intervalMs, now) !== null
    );
  }

  /** Says so where nothing came for long. */
  look(now: Millis): void {
    const absence = judgeAbsence(this.lastAt, this.#intervalMs, now);
    if (absence === null || this.#word === absence.word) return;
    this.#isChanged = true;
    this.#say(absence.word, absence.reason, now);
  }

  /** As it is to be stored and shown. */
  telemetry(): AgentTelemetry {
    return {
      agent: this.id,
      word: this.#word,
      reason: this.#reason,
      since: this.#since,
      startedAt: this.#startedAt,
      intervalMs: this.#intervalMs,
      points: this.#window.newest(),
    };
  }

  /** It is about to be written as it is now; answers how to take that back. */
  write(now: Millis): () => void {
    const { storedAt } = this;
    const storedWord = this.#storedWord;
    this.storedAt = now;
    this.#storedWord = this.#word;
    this.#isChanged = false;
    return () => {
      this.storedAt = storedAt;
      this.#storedWord = storedWord;
      this.#isChanged = true;
    };
  }

  #say(word: FlowWord, reason: string, now: Millis): void {
    if (word !== this.#word) this.#since = now;
    this.#word = word;
    this.#reason = reason;
  }

  #startAt(startedAt: Millis): void {
    const known = this.#startedAt;
    if (known === null || Math.abs(startedAt - known) > START_JITTER_MS) {
      this.#startedAt = Math.round(startedAt);
    }
  }
}

/** The median of the newest spans: an export on stop comes early, one after an absence late. */
function intervalOf(window: FlowWindow): Millis | null {
  const spans = window
    .newest(INTERVAL_POINTS)
    .map(({ spanMs }) => spanMs)
    .toSorted((a, b) => a - b);
  return spans[Math.floor(spans.length / 2)] ?? null;
}
