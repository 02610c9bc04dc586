import type { Count } from "./evidence.js";
import type { GateAgainst, GateSpec, GateVerdict } from "./gate.js";

/** Agents of the rest that must report a measure before anything is held against them. */
export const REST_MIN = 5;

/** What a gate counted. */
export interface Tally extends Count {
  readonly plain: number;
}

/** Everything that the words of a verdict need. */
export interface Finding {
  readonly gate: GateSpec;
  /** What it was held against: where no rest is left, another than the gate's. */
  readonly against: GateAgainst;
  readonly verdict: GateVerdict["verdict"];
  readonly cause: "evidence" | "stop-at" | "plain" | "soak-over" | "kept" | "few" | "no-rest";
  readonly agents: number;
  readonly wave: Tally;
  readonly rest: Tally;
  readonly values: Pick<GateVerdict, "wave" | "rest" | "past">;
}
