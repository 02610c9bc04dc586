import {
  type GateVerdict,
  judgeGates,
  type Millis,
  phaseOf,
  rolloutIsLive,
  soakEndOf,
} from "@fleethub/fleet";
import type { TelemetryDesk } from "../telemetry/desk.js";
import { cohortsOf, type Reached, reachedMembers } from "./cohorts.js";
import type { Watched } from "./watched.js";

/** Between two judgements of a wave that is open. */
export const JUDGE_INTERVAL_MS: Millis = 10_000;

/** Gates that say the same are stored again after this time, for their charts. */
export const KEEP_INTERVAL_MS: Millis = 30_000;

/** When gates are to be judged next: while a wave is open, and at once when its soak is over. Null: not now. */
export function nextJudgementAt({ record }: Watched, judgedAt: Millis, now: Millis): Millis | null {
  const { spec, status } = record;
  if (spec.gates.length === 0 || status.waves.length === 0) return null;
  const phase = phaseOf(spec, status, now);
  if (phase === "rolling-back" || !rolloutIsLive(phase)) return null;
  const soakEnd = soakEndOf(spec, status);
  const isSoakUnjudged = soakEnd !== null && judgedAt < soakEnd;
  const next = judgedAt + JUDGE_INTERVAL_MS;
  return isSoakUnjudged ? Math.min(next, soakEnd) : next;
}

/**
 * What every gate says now. Rejects where own telemetry has to be read and the store is away.
 *
 * After an operator resumed, what the members until then show is accepted: only those that were reached since can stop
 * it once more.
 */
export async function judgeRollout(
  watched: Watched,
  desk: Pick<TelemetryDesk, "of">,
  before: readonly GateVerdict[],
  now: Millis,
): Promise<readonly GateVerdict[]> {
  const { spec, status } = watched.record;
  const reached = reachedMembers(watched, now);
  const soakEnd = soakEndOf(spec, status);
  const isSoakOver = soakEnd !== null && now >= soakEnd;
  const judge = async (some: readonly Reached[]) => {
    const cohorts = await cohortsOf(watched, some, desk, now);
    return judgeGates(spec.gates, cohorts, { now, isSoakOver, verdictsBefore: before });
  };
  const verdicts = await judge(reached);
  const isStopped = verdicts.some(({ verdict }) => verdict === "breached");
  if (!isStopped || status.judgedSince <= status.startedAt) return verdicts;
  const since = await judge(reached.filter(({ changedAt }) => changedAt > status.judgedSince));
  return verdicts.map((verdict, gate) =>
    verdict.verdict === "breached" ? (since[gate] ?? verdict) : verdict,
  );
}

/** Does any gate say something else? */
export function saysElse(a: readonly GateVerdict[], b: readonly GateVerdict[]): boolean {
  if (a.length !== b.length) return true;
  return a.some(({ verdict }, gate) => verdict !== b[gate]?.verdict);
}
