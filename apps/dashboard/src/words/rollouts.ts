import type { RolloutPhase } from "@fleethub/api";
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
