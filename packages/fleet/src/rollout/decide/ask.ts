import type { Millis } from "../../agent/facts.js";
import { type Draft, lookOf, newDraft, planOf, tell } from "./draft.js";
import { rolloutIsLive, phaseOf, waveUnderWay } from "../look/phase.js";
import { end, proceed } from "./proceed.js";
import { refusalOf } from "./refusals.js";
import type {
  RolloutAsk,
  RolloutCause,
  RolloutPlan,
  RolloutRefusal,
  RolloutStatus,
  RolloutView,
  WaveStatus,
} from "../status.js";
import { isFailure } from "../look/step.js";
import { agents, byWhom, sentences, stopped, theWave } from "../words.js";

/**
 * What becomes of a rollout when somebody asks something of it: the ask, and all that follows from it at this moment. What
 * it gives back (abort, roll back, supersede) or suspends (pause) goes into the same commit (F8).
 */
export function askRollout(
  view: RolloutView,
  ask: RolloutAsk,
  cause: RolloutCause,
  now: Millis,
): RolloutPlan | RolloutRefusal {
  const phase = phaseOf(view.spec, view.status, now);
  const refusal = refusalOf(ask.kind, phase, view);
  if (refusal !== null) return refusal;
  const draft = newDraft(view, now);
  follow(draft, ask, cause);
  proceed(draft);
  return planOf(draft);
}

/** Whether an answer of {@link askRollout} is a refusal. */
export function isRefused(answer: RolloutPlan | RolloutRefusal): answer is RolloutRefusal {
  return "refused" in answer;
}

/** Which asks would be followed now; for the others, why not. */
export function asksOf(
  view: RolloutView,
  now: Millis,
): Readonly<Record<RolloutAsk["kind"], RolloutRefusal | null>> {
  const phase = phaseOf(view.spec, view.status, now);
  return {
    pause: refusalOf("pause", phase, view),
    resume: refusalOf("resume", phase, view),
    abort: refusalOf("abort", phase, view),
    "roll-back": refusalOf("roll-back", phase, view),
    promote: refusalOf("promote", phase, view),
    supersede: rolloutIsLive(phase) ? null : refusalOf("supersede", phase, view),
  };
}

function follow(draft: Draft, ask: RolloutAsk, cause: RolloutCause): void {
  const stop = { at: draft.now, cause };
  switch (ask.kind) {
    case "pause":
      draft.status = { ...draft.status, paused: stop };
      tell(draft, "paused", stopped(`Paused ${byWhom(cause)}`));
      return;
    case "resume":
      return resume(draft, cause);
    case "abort":
      end(draft, lookOf(draft), "aborted", cause);
      tell(draft, "aborted", sentences(stopped(`Aborted ${byWhom(cause)}`), withdrawn(draft)));
      return;
    case "supersede":
      end(draft, lookOf(draft), "superseded", cause);
      tell(draft, "superseded", sentences(stopped(cause.reason), withdrawn(draft)));
      return;
    case "roll-back":
      draft.status = { ...draft.status, paused: null, rollingBack: stop };
      tell(draft, "rolling-back", stopped(`Rolling back, ${byWhom(cause)}`));
      return;
    case "promote":
      return promote(draft, cause);
  }
}

/** What failed so far is accepted; a wave that nobody took, or nobody is left in, does not hold the next one up. */
function resume(draft: Draft, cause: RolloutCause): void {
  const wasPausedBy = draft.status.paused?.cause.by;
  const failed = lookOf(draft)
    .members.filter(({ step }) => isFailure(step))
    .map(({ member }) => member.agent);
  const resumed: RolloutStatus = {
    ...draft.status,
    paused: null,
    judgedSince: draft.now,
    acceptedFailures: [...new Set([...draft.status.acceptedFailures, ...failed])],
  };
  draft.status = resumed;
  const look = lookOf(draft);
  const under = waveUnderWay(resumed);
  const tally = under === null ? undefined : look.waves[under.index];
  const isEmpty = tally !== undefined && tally.settled + tally.inFlight === 0;
  const mayFill = tally !== undefined && tally.waiting + tally.heldBack > tally.away;
  if (under !== null && isEmpty && !mayFill && wasPausedBy !== "operator") {
    draft.status = withPromoted(resumed, under.index, under.wave);
  }
  const accepted =
    failed.length === 0 ? "" : `The failures of ${agents(failed.length)} are accepted.`;
  tell(draft, "resumed", sentences(stopped(`Resumed ${byWhom(cause)}`), accepted));
}

function promote(draft: Draft, cause: RolloutCause): void {
  const under = waveUnderWay(draft.status);
  if (under === null) return;
  draft.status = withPromoted(draft.status, under.index, under.wave);
  const text = `The soak of ${theWave(under.index)} is skipped, ${byWhom(cause)}`;
  tell(draft, "promoted", stopped(text), { wave: under.index });
}

function withPromoted(status: RolloutStatus, index: number, wave: WaveStatus): RolloutStatus {
  const waves = status.waves.map((it, place) =>
    place === index ? { ...wave, promoted: true } : it,
  );
  return { ...status, waves };
}

function withdrawn(draft: Draft): string {
  const count = draft.sendBack.length;
  const isGoingBack = draft.view.status.rollingBack !== null;
  const rest = isGoingBack
    ? "agents that were given back what they had still go back, every other agent stays where it is."
    : "every agent stays where it is.";
  if (count === 0) return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`;
  return `What ${agents(count)} had not acknowledged is withdrawn; ${rest}`;
}
