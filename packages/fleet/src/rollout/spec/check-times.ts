import type { Millis } from "../../agent/facts.js";
import { AHEAD_MS_MAX, OPEN_HOURS_MAX } from "./limits.js";
import { isTimeZone } from "../window/local-time.js";
import type { MaintenanceWindow, RolloutSpec } from "./spec.js";
import type { SpecFacts, SpecProblem } from "./spec-problem.js";
import { waveSizes } from "../waves/waves.js";
import { minutesOf, windowAt } from "../window/window.js";
import { duration, moment, number } from "../words.js";

/** Start, window and deadline, each and together. */
export function* checkTimes(spec: RolloutSpec, facts: SpecFacts): Generator<SpecProblem> {
  const { startAt, deadline, window } = spec;
  const { now } = facts;
  if (startAt !== null && !(startAt <= now + AHEAD_MS_MAX)) {
    yield {
      pointer: "/startAt",
      message: "The start is more than a year ahead.",
      remedy: `Say a moment before ${moment(now + AHEAD_MS_MAX)}.`,
    };
    return;
  }
  const windowProblems = window === null ? [] : [...checkWindow(window)];
  yield* windowProblems;
  if (deadline === null) return;
  const problem = checkDeadline(
    { ...spec, window: windowProblems.length === 0 ? window : null },
    facts,
    deadline,
  );
  if (problem !== null) yield { pointer: "/deadline", ...problem };
}

function checkDeadline(
  spec: RolloutSpec,
  { now, members }: SpecFacts,
  deadline: Millis,
): Omit<SpecProblem, "pointer"> | null {
  const starts = Math.max(now, spec.startAt ?? now);
  if (!(deadline <= now + AHEAD_MS_MAX)) {
    return {
      message: "The deadline is more than a year ahead.",
      remedy: "Say an earlier one, or leave it out.",
    };
  }
  if (deadline <= now) {
    return { message: `The deadline is past: ${moment(deadline)}.`, remedy: "Say a later one." };
  }
  if (deadline <= starts) {
    return {
      message: `The deadline, ${moment(deadline)}, is not after the start, ${moment(starts)}.`,
      remedy: "Say a later deadline, or an earlier start.",
    };
  }
  const opens = opensAt(spec.window, starts);
  if (opens === null || opens >= deadline) {
    const when = opens === null ? "does not open" : `opens first at ${moment(opens)}`;
    return {
      message: `The maintenance window ${when}, and the deadline is ${moment(deadline)}: nobody would be reached.`,
      remedy: "Say a later deadline, or a window that opens before it.",
    };
  }
  const soaks = shortestOf(spec, members);
  if (opens + soaks <= deadline) return null;
  return {
    message: `The waves are watched for ${duration(soaks)} together, so the rollout cannot be over before ${moment(opens + soaks)}; the deadline is ${moment(deadline)}.`,
    remedy: "Say a later deadline, shorter soaks or fewer waves.",
  };
}

/** From the first wave on, were every answer immediate. */
function shortestOf(spec: RolloutSpec, members: number): Millis {
  return waveSizes(spec, members).reduce(
    (sum, size, index) => sum + (size === 0 ? 0 : (spec.waves[index]?.soakMs ?? spec.soakMs)),
    0,
  );
}

function opensAt(window: MaintenanceWindow | null, from: Millis): Millis | null {
  if (window === null) return from;
  const { open: isOpen, changesAt } = windowAt(window, from);
  return isOpen ? from : changesAt;
}

function* checkWindow(window: MaintenanceWindow): Generator<SpecProblem> {
  if (!isTimeZone(window.timeZone)) {
    yield {
      pointer: "/window/timeZone",
      message: `“${window.timeZone}” is no time zone that is known.`,
      remedy: "Say a name such as Europe/Berlin, America/New_York or UTC.",
    };
  }
  if (window.open.length === 0) {
    yield {
      pointer: "/window/open",
      message: "The window never opens: it has no hours.",
      remedy: "Say days with hours, or leave the window out.",
    };
  }
  if (window.open.length > OPEN_HOURS_MAX) {
    yield {
      pointer: "/window/open",
      message: `${number(window.open.length)} stretches of hours are too many.`,
      remedy: `Say at most ${OPEN_HOURS_MAX}.`,
    };
  }
  for (const [index, { days, from, to }] of window.open.entries()) {
    if (days.length === 0) {
      yield {
        pointer: `/window/open/${index}/days`,
        message: "These hours never come: they have no day.",
        remedy: "Say at least one of mon, tue, wed, thu, fri, sat, sun.",
      };
    }
    const start = minutesOf(from);
    if (start === null || start === 24 * 60) {
      yield badTime(`/window/open/${index}/from`, from, "23:59");
    }
    if (minutesOf(to) === null) yield badTime(`/window/open/${index}/to`, to, "24:00");
  }
}

function badTime(pointer: string, time: string, latest: string): SpecProblem {
  return {
    pointer,
    message: `“${time}” is no time of day.`,
    remedy: `Say hours and minutes with two digits each, from 00:00 to ${latest}.`,
  };
}
