import type { Flow } from "@fleethub/api";
import type { Tone } from "./states";

interface FlowWords {
  /** As the glossary has it, capital first. */
  readonly word: string;
  readonly tone: Tone;
  readonly meaning: string;
}

/** Does data move? By the agent's own metrics. */
export const FLOW = {
  flowing: { word: "Flowing", tone: "ok", meaning: "What comes in goes out." },
  silent: {
    word: "Silent",
    tone: "warn",
    meaning: "Healthy, and much less than usual comes in.",
  },
  "losing-data": {
    word: "Losing data",
    tone: "bad",
    meaning: "An exporter fails, or data is dropped, whatever its health says.",
  },
  idle: { word: "Idle", tone: "mute", meaning: "Nothing comes in, and nothing usually does." },
  "not-reported": {
    word: "Not reported",
    tone: "mute",
    meaning: "It sends no metrics of its own, so what it moves is not known.",
  },
} as const satisfies Record<Flow, FlowWords>;

/** Flows that health does not tell of and that want a look. */
export const isFlowTrouble = (flow: Flow): boolean => flow === "silent" || flow === "losing-data";
