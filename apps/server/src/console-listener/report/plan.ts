import type { Rollout, Wave } from "@fleethub/api";
import { type Markup, markup } from "./markup.js";
import { table } from "./table.js";
import { duration, timeName } from "./words.js";
import { spoken } from "../../spoken.js";

/** How the rollout was to go: what was fixed when it began. */
export function planSection({ spec }: Rollout): Markup {
  const { maxFailures, maxFailuresPercent, window } = spec;
  const facts: readonly (readonly [string, string])[] = [
    ["Waves", [...spec.waves.map(sizeOf), "the rest"].join(", ")],
    ["Soak", duration(spec.soakSeconds)],
    ["In flight at once", `${spec.maxInFlight}`],
    ["Failures, at most", maxFailures === null ? "no limit" : `${maxFailures}`],
    ["Failures, share", maxFailuresPercent === null ? "no limit" : `${maxFailuresPercent} %`],
    ["Time to answer", duration(spec.answerSeconds)],
    ["Agents that are away", spoken(spec.offline)],
    ["On a breach", spoken(spec.onBreach)],
    ["Not before", spec.startAt === null ? "at once" : timeName(spec.startAt)],
    ["Deadline", spec.deadline === null ? "none" : timeName(spec.deadline)],
    ["Open hours", window === null ? "always" : hoursOf(window)],
  ];
  const rows = facts.map(([name, value]) => markup`<td>${name}</td><td>${value}</td>`);
  return markup`<h2>How it was to go</h2>
${table("Fixed at the start", ["What", "Value"], rows)}`;
}

function sizeOf(wave: Wave): string {
  const size = "count" in wave ? `${wave.count}` : `${wave.percent} %`;
  return wave.soakSeconds === undefined ? size : `${size} (soak ${duration(wave.soakSeconds)})`;
}

function hoursOf({ timeZone, open }: NonNullable<Rollout["spec"]["window"]>): string {
  const hours = open.map(({ days, from, to }) => `${days.join(", ")} ${from} to ${to}`);
  return `${hours.join("; ")} (${timeZone})`;
}
