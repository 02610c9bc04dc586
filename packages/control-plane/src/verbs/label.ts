import { groupsAsTheyAre, type Move, type MovePatch, weighMove } from "../groups/move.js";
import type { AgentRecord, Labels, Variables } from "../model.js";
import { type AgentVerb, unchanged } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { patchedVariables, patchErrors, type VariablePatch } from "./declared-variables.js";
import { policyRefusal } from "./policy-findings.js";
import { errorsOf, problem, type VerbError, type VerbProblem } from "./problem.js";
import { missingVariables } from "./rendered-for.js";
import { runnabilityOf } from "./runnability.js";
import type { VerbContext } from "./verb.js";

/** Labels of one agent. */
export const LABELS_MAX = 64;

/** Keys as in queries: letters and digits at both ends, `.`, `_`, `-` and `/` between. */
export const LABEL_KEY_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?$/;

/** Characters of a label's value. */
export const LABEL_VALUE_LENGTH_MAX = 255;

/** Characters of a given name. */
export const GIVEN_NAME_LENGTH_MAX = 255;

export interface LabelInput {
  /** Null takes the label away; those not named stay. */
  readonly labels?: Readonly<Record<string, string | null>>;
  /** Null shows the reported name again. */
  readonly name?: string | null;
  /** Values of variables. Null takes one away; those not named stay. */
  readonly variables?: VariablePatch;
}

function merged(labels: Labels, patch: NonNullable<LabelInput["labels"]>): Labels {
  const entries = new Map(Object.entries(labels));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) entries.delete(key);
    else entries.set(key, value);
  }
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function errorsIn({ labels = {}, name }: LabelInput): readonly VerbError[] {
  const errors: VerbError[] = [];
  for (const [key, value] of Object.entries(labels)) {
    const pointer = `/labels/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!LABEL_KEY_PATTERN.test(key)) {
      const remedy = "Use at most 63 letters, digits and . _ - / between them.";
      errors.push({ pointer, message: "This is not a label's key.", remedy });
    } else if (value !== null && value.length > LABEL_VALUE_LENGTH_MAX) {
      const remedy = `Use at most ${LABEL_VALUE_LENGTH_MAX} characters.`;
      errors.push({ pointer, message: `The value has ${value.length} characters.`, remedy });
    }
  }
  if (typeof name === "string" && (name === "" || name.length > GIVEN_NAME_LENGTH_MAX)) {
    const remedy = `Use 1 to ${GIVEN_NAME_LENGTH_MAX} characters, or null for the reported name.`;
    errors.push({ pointer: "/name", message: "This is not a name.", remedy });
  }
  return errors;
}

/**
 * Changes labels, values of variables and the shown name. What is so already changes nothing. The agent's group follows
 * its labels in the same commit, and what it is to run follows both: it is offered at once, above the direct limit by a
 * rollout. A value without which its revision cannot be put together is not taken away.
 */
export const labelAgent: AgentVerb<LabelInput> = {
  name: "label",
  async decide(ctx, agent, input) {
    const patch = input.variables ?? {};
    const errors = [...errorsIn(input), ...patchErrors(agent.variables, patch)];
    const [first] = errors;
    if (first !== undefined) {
      return problem("invalid", `${first.message} ${first.remedy}`, { errors });
    }
    const labels = merged(agent.labels, input.labels ?? {});
    const count = Object.keys(labels).length;
    if (count > LABELS_MAX) {
      return problem("invalid", `An agent has at most ${LABELS_MAX} labels; this makes ${count}.`, {
        errors: [{ pointer: "/labels", message: "Too many labels.", remedy: "Remove some." }],
      });
    }
    const variables = patchedVariables(agent.variables, patch);
    const changed = changedParts(agent, input, labels, variables);
    if (Object.keys(changed).length === 0) return unchanged;
    const after = await groupsAsTheyAre(ctx);
    const move = await weighMove(ctx, agent, changed, after);
    const refusal = await refusalOf(ctx, move, changed);
    if (refusal !== null) return refusal;
    const before = { labels: agent.labels, name: agent.givenName };
    const now = {
      labels,
      name: changed.givenName ?? (input.name === null ? null : agent.givenName),
    };
    const withValues = changed.variables !== undefined;
    return {
      kind: "decision",
      writes: [],
      acts: [],
      before: withValues ? { ...before, variables: agent.variables } : before,
      after: withValues ? { ...now, variables } : now,
      move,
    };
  },
};

/** What differs from what is there. */
function changedParts(
  agent: AgentRecord,
  { name }: LabelInput,
  labels: Labels,
  variables: Variables,
): MovePatch {
  const isSame = (one: unknown, two: unknown) => JSON.stringify(one) === JSON.stringify(two);
  return {
    ...(isSame(labels, merged(agent.labels, {})) ? {} : { labels }),
    ...(name === undefined || name === agent.givenName ? {} : { givenName: name }),
    ...(isSame(variables, patchedVariables(agent.variables, {})) ? {} : { variables }),
  };
}

/**
 * Why it cannot be: what comes out is judged as for a pin, by the agent's new labels, unless it is what came out before.
 * An agent whose group alone is another may lack components for what its members run: it is not offered that, and said
 * to be incompatible.
 */
async function refusalOf(
  ctx: VerbContext,
  { agent, patch, after, effect }: Move,
  { variables }: MovePatch,
): Promise<VerbProblem | null> {
  const { rendered, desired, revision } = after;
  if (effect === "same" || rendered === null || revision === null) return null;
  const changed = { ...agent, ...patch };
  // Out of a secret's reach it is not offered that any more, and said to be incompatible.
  const isWithheld = rendered.errors.length === rendered.withheld.length;
  if (!isWithheld) return missingVariables(changed, rendered);
  const isForced = desired.kind === "revision" && desired.forced;
  if (variables !== undefined && !isForced) {
    const { verdict, findings } = await runnabilityOf(ctx, changed, rendered);
    const [first] = findings;
    if (verdict === "cannot-run" && first !== undefined) {
      const { configuration, revision: number } = revision;
      return problem(
        "cannot-run",
        `With these values this agent cannot run ${configuration} revision ${number}: ${first.message} Give values that it can run with, or use a Collector that has what is missing.`,
        {
          resource: { kind: "agent", id: agent.instanceUid },
          findings,
          errors: errorsOf(findings),
        },
      );
    }
  }
  return policyRefusal(ctx, changed, rendered);
}

export const label = onOneAgent(labelAgent);
