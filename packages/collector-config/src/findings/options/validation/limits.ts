import type { Problem, Section } from "./section.js";

/** A word outside those that a component knows; absent ones are fine. */
export function* oneOf(
  section: Section,
  name: string,
  words: readonly string[],
  { anyCase = false, absent = words[0] ?? "" } = {},
): Generator<Problem> {
  const text = section.text(name, absent);
  if (text === undefined) return;
  const known = anyCase
    ? words.some((word) => word.toLowerCase() === text.toLowerCase())
    : words.includes(text);
  if (!known) {
    const shown = words.filter((word) => word !== "").join(", ");
    yield section.problem(name, `knows no "${text}"`, `Use one of: ${shown}.`);
  }
}

/** A number or duration below what a component takes. */
export function* atLeast(
  section: Section,
  name: string,
  least: number,
  { absent = least, duration = false, shown = `${least}` } = {},
): Generator<Problem> {
  const value = duration ? section.duration(name, absent) : section.number(name, absent);
  if (value !== undefined && value < least)
    yield section.problem(name, `is less than ${shown}`, `Set it to ${shown} or more.`);
}

/** A number or duration that must be greater than zero. */
export function* positive(
  section: Section,
  name: string,
  { absent = 1, duration = false } = {},
): Generator<Problem> {
  const value = duration ? section.duration(name, absent) : section.number(name, absent);
  if (value !== undefined && value <= 0)
    yield section.problem(name, "is not greater than 0", "Set it to something greater than 0.");
}

/** A duration that may be zero and not less. */
export function notNegative(section: Section, name: string, duration = true): Generator<Problem> {
  return atLeast(section, name, 0, { duration });
}

/** An option that must have a value. */
export function* needed(section: Section, name: string, example: string): Generator<Problem> {
  if (section.readable && section.text(name, "") === "")
    yield section.problem(name, "is missing", `Set it, for example ${name}: ${example}.`);
}

/** Two lists' worth of the same word, case aside. */
export function* distinct(section: Section, name: string): Generator<Problem> {
  const seen = new Set<string>();
  for (const text of section.texts(name) ?? []) {
    const folded = text.toLowerCase();
    if (seen.has(folded))
      yield section.problem(
        name,
        `names "${folded}" twice`,
        "Name each once; case does not count.",
      );
    seen.add(folded);
  }
}

/** `host:port` where the port is a number; undefined when it is fine. */
export function addressFault(address: string): string | undefined {
  const bracket = address.lastIndexOf("]");
  const colon = address.lastIndexOf(":");
  if (colon <= bracket) return "has no port";
  const host = address.slice(0, colon);
  if (host.includes(":") && !host.startsWith("[")) return "has too many colons";
  return /^[+-]?\d+$/.test(address.slice(colon + 1)) ? undefined : "has a port that is no number";
}
