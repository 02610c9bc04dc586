import type { GatePoint, GateVerdict, Judgement } from "@fleethub/api";
import type { GatePoint as Point, RolloutJudgement } from "@fleethub/control-plane";
import type { GateVerdict as Verdict } from "@fleethub/fleet";
import { timeOf } from "./time.js";

export function presentGateVerdict({ at, evidence, ...verdict }: Verdict): GateVerdict {
  return { ...verdict, at: timeOf(at), evidence: { ...evidence } };
}

export function presentPoint({ at, ...point }: Point): GatePoint {
  return { ...point, at: timeOf(at) };
}

export function presentJudgement({ at, verdicts }: RolloutJudgement): Judgement {
  return { at: timeOf(at), verdicts: verdicts.map(presentGateVerdict) };
}
