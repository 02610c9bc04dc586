import type { Count } from "./evidence.js";
import type { GateAgainst, GateSpec, GateVerdict } from "./gate.js";

/** What a gate counted in one cohort. */
export interface Tally extends Count {
  /** Of the harmed, those that show it plainly. */
  readonly plain: number;
}

/** Everything that the words of a verdict need. */
export interface Finding {
  readonly gate: GateSpec;
  /** What it was held against: where no rest is left, another than the gate's. */
  readonly against: GateAgainst;
  readonly verdict: GateVerdict["verdict"];
  /** What the verdict rests on. */
  readonly cause:
    | "evidence"
    /** As many agents as stop it in any case. */
    | "stop-at"
    /** Harm that is plain in half of those that report. */
    | "plain"
    | "soak-over"
    /** Said while there was a rest to compare with. */
    | "kept"
    | "few"
    | "no-rest";
  readonly agents: number;
  readonly wave: Tally;
  readonly rest: Tally;
  readonly values: Pick<GateVerdict, "wave" | "rest" | "past">;
}
