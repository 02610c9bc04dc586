import type { RolloutRecord } from "@fleethub/control-plane";

/** What each look at a rollout may change. */
export type MovedPart = Pick<RolloutRecord, "status" | "phase" | "sentence" | "verdicts">;

/** What never changes. */
export type OpenedPart = Omit<
  RolloutRecord,
  keyof MovedPart | "id" | "number" | "live" | "version"
>;

export function movedPart({ status, phase, sentence, verdicts }: RolloutRecord): MovedPart {
  return { status, phase, sentence, verdicts };
}

export function openedPart(rollout: RolloutRecord): OpenedPart {
  const {
    status: _status,
    phase: _phase,
    sentence: _sentence,
    verdicts: _verdicts,
    ...rest
  } = rollout;
  const { id: _id, number: _number, live: _live, version: _version, ...opened } = rest;
  return opened;
}
