import type { Millis } from "../../agent/facts.js";
import { type RolloutLook, type WaveTally, lookAt } from "./look.js";
import { phaseOf, soakEndOf, waveUnderWay } from "./phase.js";
import { hasNothingToGoBackTo, isHandedBack } from "./step.js";
import type { RolloutStatus, RolloutView } from "../status.js";
import { waveNext } from "./wave-end.js";
import { windowAt } from "../window/window.js";
import {
  agents,
  areBack,
  byWhom,
  handedBack,
  moment,
  nothingBefore,
  number,
  sentences,
  stopped,
  wave,
} from "../words.js";

/** The phase with its reason, in one or two sentences for people. */
export function sentenceOf(view: RolloutView, now: Millis): string {
  return sentenceOfLook(lookAt(view, now));
}

/** The same of a look that was taken. */
export function sentenceOfLook(look: RolloutLook): string {
  const { view, now } = look;
  const { spec, status } = view;
  const phase = phaseOf(spec, status, now);
  switch (phase) {
    case "scheduled":
      return `Starts at ${moment(spec.startAt ?? now)} with ${agents(look.total.members)}.`;
    case "waiting":
      return sentences(closedUntil(view, now), inFlight(look));
    case "rolling":
      return rolling(look);
    case "soaking":
      return soaking(look);
    case "paused":
      return sentences(paused(status), inFlight(look));
    case "rolling-back":
      return sentences(goingBack(status), returned(look));
    case "rolled-back":
      return sentences("Rolled back.", returned(look));
    case "aborted":
    case "superseded":
    case "expired":
      return sentences(ended(status, phase), stays(look));
    case "complete":
      return sentences("Complete:", outcome(look.total));
  }
}

function rolling(look: RolloutLook): string {
  const under = waveUnderWay(look.view.status);
  if (under === null) return `Begins with ${agents(look.waves[0]?.members ?? 0)}.`;
  const tally = look.waves[under.index];
  const { kind } = waveNext(look, under.index, under.wave);
  const name = `${wave(under.index)}${under.index === 0 ? "" : ` of ${look.waves.length}`}:`;
  if (kind === "held-empty")
    return `${name} nobody of it can be reached, so nothing can be judged.`;
  return tally === undefined ? name : sentences(name, outcome(tally), inherited(look));
}

/** Why nobody is assigned although nobody of it is in flight. */
function inherited({ view }: RolloutLook): string {
  const count = view.inheritedInFlight;
  if (count === 0) return "";
  return `${agents(count)} of the rollout before ${count === 1 ? "is" : "are"} still in flight.`;
}

function soaking(look: RolloutLook): string {
  const { spec, status } = look.view;
  const under = waveUnderWay(status);
  if (under === null) return "";
  const end = soakEndOf(spec, status) ?? look.now;
  const next = waveNext(look, under.index, under.wave);
  const name = wave(under.index);
  if (next.kind === "held") {
    return `${name} is held after its soak. ${next.why} Promote it to go on all the same, or roll back.`;
  }
  const tally = look.waves[under.index];
  const how = tally === undefined ? "" : outcome(tally);
  if (look.now >= end) return sentences(`${name} is judged now:`, how);
  return sentences(`${name} is watched until ${moment(end)}:`, how);
}

function outcome(tally: WaveTally): string {
  const parts = [
    `${number(tally.settled)} of ${number(tally.members)} settled`,
    tally.inFlight === 0 ? "" : `${number(tally.inFlight)} in flight`,
    tally.failed === 0 ? "" : `${number(tally.failed)} failed`,
    tally.away === 0 ? "" : `${number(tally.away)} away`,
  ];
  return stopped(parts.filter((part) => part !== "").join(", "));
}

function inFlight(look: RolloutLook): string {
  const count = look.total.inFlight;
  if (count === 0) return "";
  return `${number(count)} in flight ${count === 1 ? "finishes" : "finish"}.`;
}

function closedUntil({ spec }: RolloutView, now: Millis): string {
  const until = spec.window === null ? null : windowAt(spec.window, now).changesAt;
  if (until === null) return "The maintenance window is closed.";
  return `The maintenance window is closed until ${moment(until)}.`;
}

function paused({ paused }: RolloutStatus): string {
  return paused === null ? "" : stopped(phrase("Paused", byWhom(paused.cause)));
}

function goingBack({ rollingBack }: RolloutStatus): string {
  return rollingBack === null ? "" : stopped(phrase("Rolling back", byWhom(rollingBack.cause)));
}

function ended({ ended }: RolloutStatus, phase: "aborted" | "superseded" | "expired"): string {
  const word = { aborted: "Aborted", superseded: "Superseded", expired: "Expired" }[phase];
  return stopped(ended === null ? word : phrase(word, byWhom(ended.cause)));
}

function phrase(word: string, why: string): string {
  return why.startsWith(":") ? `${word}${why}` : `${word} ${why}`;
}

function returned(look: RolloutLook): string {
  let back = 0;
  let onTheWay = 0;
  let kept = 0;
  let handed = 0;
  for (const it of look.members) {
    if (it.step === "returning") onTheWay++;
    if (it.step !== "returned") continue;
    if (hasNothingToGoBackTo(it)) kept++;
    else back++;
    if (isHandedBack(it)) handed++;
  }
  const moved = back + onTheWay;
  return sentences(
    moved === 0 ? "" : areBack(back, moved),
    handedBack(handed),
    nothingBefore(kept),
  );
}

function stays(look: RolloutLook): string {
  const reached = look.total.settled + look.total.inFlight;
  return `${agents(reached)} ${reached === 1 ? "stays" : "stay"} on the new revision, ${number(look.total.waiting)} ${look.total.waiting === 1 ? "was" : "were"} not reached.`;
}
