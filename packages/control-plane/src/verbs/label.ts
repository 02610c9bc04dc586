import type { AgentRecord, Labels, Variables } from "../model.js";
import { type AgentVerb, onOneAgent, unchanged } from "./agent-verb.js";
import { intentWrites } from "./change-intent.js";
import { patchedVariables, patchErrors, type VariablePatch } from "./declared-variables.js";
import { cannotRun } from "./pin.js";
import { policyRefusal } from "./policy-findings.js";
import { problem, type VerbError, type VerbProblem } from "./problem.js";
import { isRendered, renderedFor } from "./rendered-for.js";
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
 * Changes labels, values of variables and the shown name. What is so already changes nothing. A value that changes
 * what the agent is to run is offered at once; one without which its revision cannot be put together is not taken
 * away.
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
    const givenName = input.name === undefined ? agent.givenName : input.name;
    const variables = patchedVariables(agent.variables, patch);
    const sameVariables =
      JSON.stringify(variables) === JSON.stringify(patchedVariables(agent.variables, {}));
    const isSame =
      sameVariables &&
      givenName === agent.givenName &&
      JSON.stringify(labels) === JSON.stringify(merged(agent.labels, {}));
    if (isSame) return unchanged;
    const { id, version } = agent;
    const before = { labels: agent.labels, name: agent.givenName };
    const after = { labels, name: givenName };
    const acts = [{ kind: "intent", id }] as const;
    if (sameVariables) {
      const writes = [{ kind: "set-intent", id, expect: version, labels, givenName }] as const;
      return { kind: "decision", writes, acts, before, after };
    }
    const refusal = await refusalOf(ctx, agent, variables);
    if (refusal !== null) return refusal;
    const change = { labels, givenName, variables, newAttempt: "where-desired-changes" } as const;
    return {
      kind: "decision",
      writes: await intentWrites(ctx, agent, change),
      acts,
      before: { ...before, variables: agent.variables },
      after: { ...after, variables },
    };
  },
};

/** Why these values cannot be: what comes out is judged as for a pin, unless it is what came out before. */
async function refusalOf(
  ctx: VerbContext,
  agent: AgentRecord,
  variables: Variables,
): Promise<VerbProblem | null> {
  if (agent.pin?.kind !== "revision") return null;
  const { configuration, revision, forced } = agent.pin;
  const stored = await ctx.storage.configurations.revision(configuration, revision);
  if (stored === null) return null;
  const changed = { ...agent, variables };
  const made = await renderedFor(ctx, changed, stored);
  if (!isRendered(made)) return made;
  const { hash } = await ctx.sources.renderings.of(stored, agent.variables);
  if (hash === made.hash) return null;
  const refusal = forced ? null : await cannotRun(ctx, changed, made);
  return refusal ?? policyRefusal(ctx, changed, made);
}

export const label = onOneAgent(labelAgent);
