import { GROUPS_MAX } from "../limits.js";
import { selectorErrors } from "../selector.js";
import { findConfiguration } from "../verbs/find.js";
import { problem, type VerbError, type VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";
import type { WrittenGroup } from "./requests.js";

/** Characters of a group's description. */
export const GROUP_DESCRIPTION_LENGTH_MAX = 1_024;

/** Everything about a written group that can be told without looking at agents. `places`: how many positions there are. */
export async function checkWrittenGroup(
  ctx: VerbContext,
  { query, configuration = null, position, description = "" }: WrittenGroup,
  places: number,
): Promise<VerbProblem | null> {
  const errors: VerbError[] = [...selectorErrors(query, "/query")];
  if (position !== undefined && !(Number.isInteger(position) && position >= 1)) {
    const remedy = `Give a whole number from 1 to ${places}; 1 is asked first.`;
    errors.push({ pointer: "/position", message: "This is no position.", remedy });
  } else if (position !== undefined && position > places) {
    const message = `There is no position ${position}: it would be one of ${places}.`;
    errors.push({ pointer: "/position", message, remedy: `Give 1 to ${places}, or leave it out.` });
  }
  if (description.length > GROUP_DESCRIPTION_LENGTH_MAX) {
    const message = `The description has ${description.length} characters.`;
    const remedy = `Use at most ${GROUP_DESCRIPTION_LENGTH_MAX}.`;
    errors.push({ pointer: "/description", message, remedy });
  }
  const [first] = errors;
  if (first !== undefined) {
    return problem("invalid", `${first.message} ${first.remedy}`, { errors });
  }
  return configuration === null ? null : checkConfiguration(ctx, configuration);
}

async function checkConfiguration(ctx: VerbContext, name: string): Promise<VerbProblem | null> {
  const found = await findConfiguration(ctx, name);
  if (found.kind === "problem") {
    const remedy = "Create it first, or leave it out.";
    const errors = [
      { pointer: "/configuration", message: `No configuration is named ${name}.`, remedy },
    ];
    return problem("not-found", found.detail, {
      resource: { kind: "configuration", id: name },
      errors,
    });
  }
  if (found.value.kind === "complete") return null;
  const message = `${name} is a fragment, which is merged over others and runs on no agent by itself.`;
  const remedy = "Name a complete configuration that has it as a layer.";
  return problem("invalid", `${message} ${remedy}`, {
    resource: { kind: "configuration", id: name },
    errors: [{ pointer: "/configuration", message, remedy }],
  });
}

/** Refuses one group too many. */
export function checkGroupCount(count: number): VerbProblem | null {
  if (count < GROUPS_MAX) return null;
  return problem(
    "invalid",
    `There are ${count} groups; GROUPS_MAX is ${GROUPS_MAX}. Put several into one, or remove some.`,
  );
}
