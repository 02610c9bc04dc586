import type { MemberStep, Rollout, RolloutPhase, StepCounts } from "@fleethub/api";
import type { IconName } from "../parts/icon";
import type { Tone } from "./states";

interface PhaseWords {
  /** As the glossary has it, capital first. */
  readonly word: string;
  readonly tone: Tone;
  readonly icon: IconName;
}

/** The phase of a rollout: word, colour and drawing. */
export const PHASE = {
  scheduled: { word: "Scheduled", tone: "mute", icon: "clock" },
  waiting: { word: "Waiting", tone: "mute", icon: "clock" },
  rolling: { word: "Rolling", tone: "move", icon: "play" },
  soaking: { word: "Soaking", tone: "move", icon: "eye" },
  paused: { word: "Paused", tone: "warn", icon: "pause" },
  "rolling-back": { word: "Rolling back", tone: "warn", icon: "undo" },
  "rolled-back": { word: "Rolled back", tone: "warn", icon: "undo" },
  aborted: { word: "Aborted", tone: "bad", icon: "bad" },
  superseded: { word: "Superseded", tone: "mute", icon: "right" },
  expired: { word: "Expired", tone: "warn", icon: "clock" },
  complete: { word: "Complete", tone: "ok", icon: "ok" },
} as const satisfies Record<RolloutPhase, PhaseWords>;

const BY = { operator: "", gate: " by a gate", limit: " by a limit", hub: "" } as const;

/** The phase with what stopped it: `Paused by a gate`. */
export function phaseWord({
  phase,
  paused,
  rollingBack,
}: Pick<Rollout, "phase" | "paused" | "rollingBack">): string {
  const act = phase === "paused" ? paused : phase === "rolling-back" ? rollingBack : null;
  return `${PHASE[phase].word}${act === null ? "" : BY[act.by]}`;
}

interface StepWords {
  readonly word: string;
  readonly tone: Tone;
  /** Class of its sync track. */
  readonly track: string;
}

/** How far one member has come: word, colour, and the four facts as one mark. */
export const STEP = {
  waiting: { word: "Waiting", tone: "mute", track: "tk-waiting" },
  assigned: { word: "Assigned", tone: "move", track: "tk-pending" },
  offered: { word: "Offered", tone: "move", track: "tk-offered" },
  acknowledged: { word: "Applying", tone: "move", track: "tk-applying" },
  healthy: { word: "Applied", tone: "ok", track: "tk-standing" },
  settled: { word: "Settled", tone: "ok", track: "tk-in-sync" },
  failed: { word: "Failed", tone: "bad", track: "tk-failed" },
  "not-answering": { word: "Not answering", tone: "bad", track: "tk-applying" },
  departed: { word: "Left", tone: "mute", track: "tk-waiting" },
  excluded: { word: "Excluded", tone: "hold", track: "tk-incompatible" },
  skipped: { word: "Skipped", tone: "mute", track: "tk-waiting" },
  withdrawn: { word: "Withdrawn", tone: "mute", track: "tk-waiting" },
  returning: { word: "Going back", tone: "warn", track: "tk-applying" },
  returned: { word: "Back", tone: "warn", track: "tk-rolled-back" },
} as const satisfies Record<MemberStep, StepWords>;

/** Steps that a person looks at together. */
export const STEPS = {
  applied: ["settled", "healthy"],
  moving: ["acknowledged", "offered", "assigned"],
  trouble: ["failed", "not-answering"],
  back: ["returning", "returned", "withdrawn"],
  out: ["excluded", "departed", "skipped"],
  waiting: ["waiting"],
} as const satisfies Record<string, readonly MemberStep[]>;

/** Members at any of these steps. */
export function atSteps(counts: StepCounts, steps: readonly MemberStep[]): number {
  return steps.reduce((sum, step) => sum + (counts[step] ?? 0), 0);
}

interface EventDrawing {
  readonly icon: IconName;
  readonly tone: Tone;
}

const EVENTS: ReadonlyMap<string, EventDrawing> = new Map(
  Object.entries({
    started: { icon: "user", tone: "mute" },
    "wave-opened": { icon: "arrow", tone: "move" },
    "soak-began": { icon: "eye", tone: "move" },
    "wave-passed": { icon: "ok", tone: "ok" },
    paused: { icon: "pause", tone: "warn" },
    resumed: { icon: "play", tone: "move" },
    promoted: { icon: "right", tone: "mute" },
    "rolling-back": { icon: "undo", tone: "warn" },
    "rolled-back": { icon: "undo", tone: "warn" },
    aborted: { icon: "bad", tone: "bad" },
    superseded: { icon: "right", tone: "mute" },
    expired: { icon: "clock", tone: "warn" },
    complete: { icon: "ok", tone: "ok" },
    "member-failed": { icon: "bad", tone: "bad" },
    "member-departed": { icon: "minus", tone: "mute" },
    "member-skipped": { icon: "offline", tone: "mute" },
    "members-excluded": { icon: "lock", tone: "hold" },
    "members-retried": { icon: "send", tone: "move" },
    "window-closed": { icon: "clock", tone: "mute" },
    "window-opened": { icon: "clock", tone: "move" },
  } as const satisfies Record<string, EventDrawing>),
);

/** The drawing of a kind of event; one that is not known is a plain note. */
export function eventDrawing(kind: string): EventDrawing {
  return EVENTS.get(kind) ?? { icon: "info", tone: "mute" };
}

/** Kinds whose text has its first clause before a comma. */
const LISTED: ReadonlySet<string> = new Set(["started", "soak-began"]);

/** What an event about one agent begins with, after its name. */
const OF_AGENT: ReadonlyMap<string, string> = new Map([
  ["member-failed", "failed"],
  ["member-departed", "left"],
  ["member-skipped", "was skipped"],
]);

/**
 * An event's text as its first clause and the rest: `Wave 2 began` and `40 agents.` `agent`: the name of the one that it
 * is about, where it is about one.
 */
export function eventWords(kind: string, text: string, agent = ""): readonly [string, string] {
  const what = OF_AGENT.get(kind);
  if (what !== undefined && agent !== "") return [`${agent} ${what}`, text];
  if (kind === "paused" && !text.startsWith("Paused")) return ["Paused", text];
  const at = text.search(LISTED.has(kind) ? /[.,](\s|$)/ : /[.:](\s|$)/);
  if (at < 0) return [text, ""];
  return [text.slice(0, at), text.slice(at + 1).trim()];
}
