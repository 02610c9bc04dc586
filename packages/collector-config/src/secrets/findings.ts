import { type Finding, finding } from "../finding.js";
import type { UsedSecret } from "./find.js";
import { SECRET_NAME, secretReference } from "./secret.js";

/** `undeclared-secret`: secrets that a configuration takes and the hub does not have, each once, at its first place. */
export function secretFindings(
  used: readonly UsedSecret[],
  known: ReadonlySet<string>,
): readonly Finding[] {
  return used.flatMap(({ name, places: [first] }) => {
    // A name that can be none is told by `reference-syntax`.
    if (first === undefined || known.has(name) || !SECRET_NAME.test(name)) return [];
    const { place, path } = first;
    const message = `There is no secret ${name} for ${secretReference(name)}.`;
    const remedy = `Make it first: fleethub secrets set ${name}, or in the settings of the console.`;
    return [finding({ code: "undeclared-secret", place, path, message, remedy })];
  });
}
