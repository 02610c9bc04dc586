import type { Gate, OfflineRule, OnBreach, RolloutPlan } from "@fleethub/api";
import { secondsFrom, secondsText } from "./durations";
import { shownThreshold, thresholdFrom, waysOf } from "./gate-words";
import { wavesFrom, wavesText } from "./waves-text";
import type { OpenHours } from "./window-words";

/** A gate while it is written; empty texts leave the hub's default. */
export interface GateDraft {
  readonly measure: Gate["measure"];
  readonly against: Gate["against"];
  /** Percent, or seconds, as its measure has it. */
  readonly threshold: string;
  readonly sampleMin: string;
  readonly stopAt: string;
}

/** When agents may be reached: as the hub has it, always, or in hours of the week. */
export type WindowDraft =
  | { readonly kind: "default" }
  | { readonly kind: "always" }
  | { readonly kind: "hours"; readonly timeZone: string; readonly open: readonly OpenHours[] };

/** A plan while it is written. An empty text leaves a field to the hub's default. */
export interface PlanDraft {
  readonly waves: string;
  readonly soak: string;
  /** Null: the hub's default gates. */
  readonly gates: readonly GateDraft[] | null;
  readonly onBreach: OnBreach | "";
  readonly maxInFlight: string;
  /** `none`: no such limit. */
  readonly maxFailures: string;
  readonly maxFailuresPercent: string;
  readonly answer: string;
  readonly offline: OfflineRule | "";
  readonly window: WindowDraft;
}

/** What keeps a plan from being sent, by the field of the contract that it is about. */
export type PlanFaults = Readonly<Partial<Record<keyof RolloutPlan, string>>>;

const NONE = "none";
const numberText = (value: number | null | undefined) =>
  value === undefined ? "" : value === null ? NONE : String(value);
const durationText = (seconds: number | undefined) =>
  seconds === undefined ? "" : secondsText(seconds);

/** What a form begins with. */
export function draftOfPlan(plan: RolloutPlan): PlanDraft {
  const { window } = plan;
  return {
    waves: plan.waves === undefined ? "" : wavesText(plan.waves),
    soak: durationText(plan.soakSeconds),
    gates: plan.gates?.map(draftOfGate) ?? null,
    onBreach: plan.onBreach ?? "",
    maxInFlight: numberText(plan.maxInFlight),
    maxFailures: numberText(plan.maxFailures),
    maxFailuresPercent: numberText(plan.maxFailuresPercent),
    answer: durationText(plan.answerSeconds),
    offline: plan.offline ?? "",
    window:
      window === undefined
        ? { kind: "default" }
        : window === null
          ? { kind: "always" }
          : { kind: "hours", ...window },
  };
}

function draftOfGate(gate: Gate): GateDraft {
  return {
    measure: gate.measure,
    against: gate.against,
    threshold: String(shownThreshold(gate)),
    sampleMin: numberText(gate.sampleMin),
    stopAt: numberText(gate.stopAt),
  };
}

/** A gate to begin with: five percent, or twice as long as a Collector takes to apply. */
export function emptyGate(measure: Gate["measure"]): GateDraft {
  const [against = "limit"] = waysOf(measure);
  const threshold = measure === "time-to-apply" ? "10" : against === "limit" ? "5" : "20";
  return { measure, against, threshold, sampleMin: "", stopAt: "" };
}

/** The plan that a draft says; fields with a fault are left out, so look at {@link planFaults} first. */
export function planOf(draft: PlanDraft): RolloutPlan {
  const waves = draft.waves.trim() === "" ? undefined : wavesFrom(draft.waves);
  const soakSeconds = secondsFrom(draft.soak);
  const answerSeconds = secondsFrom(draft.answer);
  const maxInFlight = limitFrom(draft.maxInFlight);
  const maxFailures = limitFrom(draft.maxFailures);
  const maxFailuresPercent = limitFrom(draft.maxFailuresPercent);
  const { window } = draft;
  return {
    ...(waves?.ok ? { waves: [...waves.waves] } : {}),
    ...(soakSeconds === undefined ? {} : { soakSeconds }),
    ...(draft.gates === null ? {} : { gates: draft.gates.map(gateOf) }),
    ...(draft.onBreach === "" ? {} : { onBreach: draft.onBreach }),
    ...(typeof maxInFlight === "number" ? { maxInFlight } : {}),
    ...(maxFailures === undefined ? {} : { maxFailures }),
    ...(maxFailuresPercent === undefined ? {} : { maxFailuresPercent }),
    ...(answerSeconds === undefined ? {} : { answerSeconds }),
    ...(draft.offline === "" ? {} : { offline: draft.offline }),
    ...(window.kind === "default"
      ? {}
      : window.kind === "always"
        ? { window: null }
        : { window: { timeZone: window.timeZone, open: [...window.open] } }),
  };
}

function gateOf(draft: GateDraft): Gate {
  const sampleMin = limitFrom(draft.sampleMin);
  const stopAt = limitFrom(draft.stopAt);
  return {
    measure: draft.measure,
    against: draft.against,
    threshold: thresholdFrom(draft, Number(draft.threshold)),
    ...(typeof sampleMin === "number" ? { sampleMin } : {}),
    ...(stopAt === undefined ? {} : { stopAt }),
  };
}

/** A number, null for `none`, undefined where nothing is written. */
function limitFrom(text: string): number | null | undefined {
  const bare = text.trim().toLowerCase();
  if (bare === "") return undefined;
  return bare === NONE ? null : Number(bare);
}

/** The faults that can be told without asking the hub. */
export function planFaults(draft: PlanDraft): PlanFaults {
  const waves = draft.waves.trim() === "" ? undefined : wavesFrom(draft.waves);
  const faults: Partial<Record<keyof RolloutPlan, string | undefined>> = {
    waves: waves?.ok === false ? waves.message : undefined,
    soakSeconds: durationFault(draft.soak),
    answerSeconds: durationFault(draft.answer),
    maxInFlight: wholeFault(draft.maxInFlight, 1, false),
    maxFailures: wholeFault(draft.maxFailures, 0, true),
    maxFailuresPercent: percentFault(draft.maxFailuresPercent),
    gates: draft.gates?.map(gateFault).find((fault) => fault !== undefined),
    window: windowFault(draft.window),
  };
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
}

function durationFault(text: string): string | undefined {
  return text.trim() === "" || secondsFrom(text) !== undefined
    ? undefined
    : `“${text.trim()}” is no duration: write 90 s, 15 min or 1 h`;
}

function wholeFault(text: string, least: number, none: boolean): string | undefined {
  const value = limitFrom(text);
  if (value === undefined || (value === null && none)) return undefined;
  return value !== null && Number.isInteger(value) && value >= least
    ? undefined
    : `A whole number from ${least} on${none ? ", or none" : ""}`;
}

function percentFault(text: string): string | undefined {
  const value = limitFrom(text);
  return value === undefined || value === null || (value > 0 && value <= 100)
    ? undefined
    : "A percentage above 0 and up to 100, or none";
}

function gateFault(gate: GateDraft): string | undefined {
  if (!(Number(gate.threshold) > 0)) return "Each gate needs a threshold above 0";
  return wholeFault(gate.sampleMin, 1, false) ?? wholeFault(gate.stopAt, 1, true);
}

function windowFault(window: WindowDraft): string | undefined {
  if (window.kind !== "hours") return undefined;
  if (window.timeZone.trim() === "") return "Name a time zone, such as Europe/Berlin";
  return window.open.length === 0 || window.open.some(({ days }) => days.length === 0)
    ? "Choose at least one day on which it opens"
    : undefined;
}
