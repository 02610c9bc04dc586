import type { Count } from "./evidence.js";
import type { GateAgainst, GateSpec, GateVerdict } from "./gate.js";

/** What a gate counted in one cohort. */
export interface Tally extends Count {
  /** Agents that were seen for long enough to show harm plainly: `PLAIN_POINTS` exports, less than `judged` need. */
  readonly seen: number;
  /** Of those, the ones that do. */
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
