import type { RevisionReference, StepCounts } from "@fleethub/api";

/** `gpu r13`. */
export function revisionName(ref: RevisionReference | null): string {
  return ref === null ? "nothing" : `${ref.configuration} r${ref.revision}`;
}

/** `1 agent`, `12 agents`. */
export function agents(count: number): string {
  return `${count} agent${count === 1 ? "" : "s"}`;
}

/** The first is the canary; people count from 1. */
export function waveName(wave: number): string {
  return wave === 0 ? "Canary" : `Wave ${wave + 1}`;
}

/** `31 settled, 5 offered`. */
export function stepCounts(steps: StepCounts): string {
  return Object.entries(steps)
    .map(([step, count]) => `${count} ${step}`)
    .join(", ");
}

/** `2026-11-23 08:15:30 UTC`; empty where it never happened. */
export function timeName(time: string | null): string {
  return time === null ? "" : `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
}

/** A number as it is, without noise behind the sixth digit. */
export function amount(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** `5 %`, of a share. */
export function percent(share: number): string {
  return `${amount(share * 100)} %`;
}

/** `90 s`, `15 min`, `2 h`. */
export function duration(seconds: number): string {
  if (seconds >= 3_600 && seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  return seconds >= 60 && seconds % 60 === 0 ? `${seconds / 60} min` : `${amount(seconds)} s`;
}
