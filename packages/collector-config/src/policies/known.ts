import { durationNs, sizeBytes } from "../text/quantities.js";
import { unescapeDollars } from "../parse/references.js";
import { type ConfigNode, isNull } from "../parse/tree.js";
import { REDACTED } from "../redact/marker.js";
import type { PlainScalar, ValueCondition } from "./condition.js";
import { globMatches } from "./patterns/glob.js";

/** True where only the agent knows the value: a `${…}` is in it, or it was redacted. */
export function isUnknown(node: ConfigNode | undefined): boolean {
  return node?.kind === "scalar" && (node.references.length > 0 || node.source === REDACTED);
}

/** The text of a scalar as the Collector has it; undefined for maps, lists, null and what only the agent knows. */
export function textOf(node: ConfigNode | undefined): string | undefined {
  if (node?.kind !== "scalar" || isNull(node) || isUnknown(node)) return undefined;
  return unescapeDollars(node.source);
}

/** The texts of a list, or of a text with commas, which the Collector splits. */
export function textsOf(node: ConfigNode | undefined): readonly ConfigNode[] {
  if (node === undefined || isNull(node)) return [];
  return node.kind === "list" ? node.items : [node];
}

/** Yes, no, or known to the agent alone; what is not written is `otherwise`. */
export function switchOf(node: ConfigNode | undefined, otherwise: boolean): boolean | "unknown" {
  if (node === undefined || isNull(node)) return otherwise;
  if (isUnknown(node)) return "unknown";
  return node.kind === "scalar" && node.value === true;
}

/** Whether a value is as a condition says; "unknown" where only the agent knows. Undefined and null are "not set". */
export function meets(
  node: ConfigNode | undefined,
  condition: ValueCondition,
  whenAbsent: PlainScalar | undefined,
): boolean | "unknown" {
  const set = node !== undefined && !isNull(node);
  if (condition.op === "present") return set;
  if (condition.op === "absent") return !set;
  if (!set) return whenAbsent !== undefined && compare(`${whenAbsent}`, condition);
  if (node.kind === "list" && condition.op === "contains") {
    const found = node.items.map((item) => meets(item, { ...condition, op: "equals" }, undefined));
    return found.includes(true) || (found.includes("unknown") && "unknown");
  }
  if (isUnknown(node)) return "unknown";
  const text = textOf(node);
  return text !== undefined && compare(text, condition);
}

function compare(text: string, condition: ValueCondition): boolean {
  switch (condition.op) {
    case "present":
    case "absent":
      return condition.op === "present";
    case "equals":
    case "contains":
      return same(text, condition.value);
    case "not-equals":
      return !same(text, condition.value);
    case "one-of":
      return condition.values.some((value) => same(text, value));
    case "matches":
      return globMatches(condition.pattern, text);
    case "at-least":
      return ordered(text, condition.value, (a, b) => a >= b);
    case "at-most":
      return ordered(text, condition.value, (a, b) => a <= b);
  }
}

function same(text: string, value: PlainScalar): boolean {
  return text === `${value}` || ordered(text, `${value}`, (a, b) => a === b);
}

/** Compares two numbers, durations or sizes; false where they are not of one sort. */
function ordered(
  text: string,
  value: number | string,
  holds: (a: number, b: number) => boolean,
): boolean {
  return [numberOf, durationNs, sizeBytes].some((read) => {
    const [a, b] = [read(text), read(`${value}`)];
    return a !== undefined && b !== undefined && holds(a, b);
  });
}

function numberOf(text: string): number | undefined {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
