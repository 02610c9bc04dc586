import type { RolloutCreate, RolloutPlan, Wave } from "@fleethub/api";
import type { RolloutPlanInput } from "@fleethub/control-plane";

/** Milliseconds in a second. */
const MS = 1_000;

type Written = RolloutPlan & Partial<Pick<RolloutCreate, "startAt" | "deadline">>;

/** Gates are judged from this many agents on where a request names no number. */
export const SAMPLE_MIN_DEFAULT = 1;

/** What a request says about how a rollout is to go; members that were not sent are left out. */
export function rolloutPlanOf(written: Written): RolloutPlanInput {
  const { waves, soakSeconds, gates, onBreach, offline, window, answerSeconds } = written;
  const limits = {
    ...(written.maxInFlight === undefined ? {} : { inFlight: written.maxInFlight }),
    ...(written.maxFailures === undefined ? {} : { failures: written.maxFailures }),
    ...(written.maxFailuresPercent === undefined
      ? {}
      : { failuresPercent: written.maxFailuresPercent }),
  };
  return {
    ...(waves === undefined ? {} : { waves: waves.map(waveOf) }),
    ...(soakSeconds === undefined ? {} : { soakMs: soakSeconds * MS }),
    ...(gates === undefined
      ? {}
      : {
          gates: gates.map(({ sampleMin = SAMPLE_MIN_DEFAULT, stopAt = null, ...gate }) => ({
            ...gate,
            sampleMin,
            stopAt,
          })),
        }),
    ...(onBreach === undefined ? {} : { onBreach }),
    ...(offline === undefined ? {} : { offline }),
    ...(window === undefined ? {} : { window }),
    ...(answerSeconds === undefined ? {} : { answerMs: answerSeconds * MS }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...moment("startAt", written.startAt),
    ...moment("deadline", written.deadline),
  };
}

function waveOf({ soakSeconds, ...size }: Wave) {
  return { ...size, ...(soakSeconds === undefined ? {} : { soakMs: soakSeconds * MS }) };
}

function moment<Key extends string>(key: Key, text: string | null | undefined) {
  if (text === undefined) return {};
  return { [key]: text === null ? null : Date.parse(text) } as Record<Key, number | null>;
}
