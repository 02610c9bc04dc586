import type { Impact } from "../consequence.js";

/** A change or consequence in words, for people who review it. */
export interface Description {
  /** One line without a full stop, names included. */
  readonly title: string;
  /** Sentences that say more; empty where the title says all. Secrets are masked as in what is described. */
  readonly detail: string;
  readonly severity: Impact;
  readonly tone: "added" | "removed" | "changed";
  /** A pipeline, a component, or a class of components; empty for the whole. */
  readonly where: string;
}

/** `a`, `a and b`, `a, b and c`; above the limit the rest as a number. */
export function listed(names: readonly string[], max = 6): string {
  const shown = names.length > max ? names.slice(0, max - 1) : names;
  const rest = names.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  const last = all.at(-1) ?? "";
  return all.length < 2 ? last : `${all.slice(0, -1).join(", ")} and ${last}`;
}

/** `the pipeline a`, `the pipelines a and b`, or nothing. */
function inPipelines(names: readonly string[]): string {
  if (names.length === 0) return "";
  return `${names.length === 1 ? "the pipeline" : "the pipelines"} ${listed(names)}`;
}

/** "Concerns …." where pipelines use it. */
export function concerns(names: readonly string[]): string {
  return names.length === 0 ? "" : ` Concerns ${inPipelines(names)}.`;
}

/** `about 5 times as much`, `about a fifth as much`. */
export function times(factor: number, unit: string): string {
  if (factor >= 1) return `about ${factor} times as ${unit}`;
  return `about ${Number((factor * 100).toPrecision(2))} % as ${unit}`;
}

/** The first letter large. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
