import { fitsType } from "@fleethub/collector-config";
import { VARIABLE_NAME_PATTERN, VARIABLE_TEXT_LENGTH_MAX, VARIABLES_MAX } from "../limits.js";
import type { RevisionRecord, VariableDeclaration, Variables, VariableValue } from "../model.js";
import type { VerbError } from "./problem.js";

/** What is wrong with declarations, by pointer into the input. */
export function declarationErrors(
  declarations: readonly VariableDeclaration[],
): readonly VerbError[] {
  const errors: VerbError[] = [];
  const seen = new Set<string>();
  if (declarations.length > VARIABLES_MAX) {
    const message = `There are ${declarations.length} variables; VARIABLES_MAX is ${VARIABLES_MAX}.`;
    errors.push({ pointer: "/variables", message, remedy: "Declare fewer." });
  }
  declarations.forEach(({ name, type, default: fallback }, index) => {
    const pointer = `/variables/${index}`;
    if (!VARIABLE_NAME_PATTERN.test(name)) errors.push({ pointer, ...NO_NAME });
    else if (seen.has(name)) {
      const message = `The variable ${name} is declared twice.`;
      errors.push({ pointer, message, remedy: "Keep one of them." });
    } else if (fallback !== null && (tooLong(fallback) || !fitsType(type, fallback))) {
      const message = `The default of ${name} is no ${type}.`;
      const remedy = `Give a ${type}${type === "duration" ? " with its unit, such as 5s" : ""}, or null for none.`;
      errors.push({ pointer: `${pointer}/default`, message, remedy });
    }
    seen.add(name);
  });
  return errors;
}

const NO_NAME = {
  message: "This is not a variable's name.",
  remedy: "Use 1 to 63 capital letters, digits and underscores, a letter first.",
};

/** A text's declaration goes before that of its layers, a later layer's before an earlier one's. */
export function declaredTogether(
  own: readonly VariableDeclaration[],
  fragments: readonly RevisionRecord[],
): readonly VariableDeclaration[] {
  const declared = new Map<string, VariableDeclaration>();
  for (const each of [...fragments.flatMap(({ variables }) => variables), ...own]) {
    declared.set(each.name, each);
  }
  return [...declared.values()];
}

/** Null takes a value away; those not named stay. */
export type VariablePatch = Readonly<Record<string, VariableValue | null>>;

export function patchedVariables(variables: Variables, patch: VariablePatch): Variables {
  const entries = new Map(Object.entries(variables));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) entries.delete(name);
    else entries.set(name, value);
  }
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is wrong with values for an agent that has these already. */
export function patchErrors(variables: Variables, patch: VariablePatch): readonly VerbError[] {
  const errors: VerbError[] = [];
  for (const [name, value] of Object.entries(patch)) {
    const pointer = `/variables/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!VARIABLE_NAME_PATTERN.test(name)) errors.push({ pointer, ...NO_NAME });
    else if (value !== null && tooLong(value)) {
      const message = `The value has ${String(value).length} characters.`;
      const remedy = `Use at most ${VARIABLE_TEXT_LENGTH_MAX}.`;
      errors.push({ pointer, message, remedy });
    } else if (typeof value === "number" && !Number.isFinite(value)) {
      errors.push({ pointer, message: "This is no number.", remedy: "Give a finite number." });
    }
  }
  const count = Object.keys(patchedVariables(variables, patch)).length;
  if (count > VARIABLES_MAX) {
    const message = `An agent has at most ${VARIABLES_MAX} values; this makes ${count}.`;
    errors.push({ pointer: "/variables", message, remedy: "Remove some." });
  }
  return errors;
}

function tooLong(value: VariableValue): boolean {
  return typeof value === "string" && value.length > VARIABLE_TEXT_LENGTH_MAX;
}
