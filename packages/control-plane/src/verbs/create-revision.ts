import { CONFIG_KEY } from "../agents/config-key.js";
import type { LayerReference, RevisionRecord, VariableDeclaration } from "../model.js";
import { audited } from "./audited.js";
import { declarationErrors } from "./declared-variables.js";
import { findConfiguration } from "./find.js";
import { fragmentFindings, type LayeredText, layeredText } from "./layered-text.js";
import type { PlacedFinding } from "./placed-finding.js";
import { errorsOf, problem, type VerbProblem } from "./problem.js";
import type { Conditional, Verb, VerbContext } from "./verb.js";

/** Bytes of one revision. */
export const REVISION_SIZE_BYTES_MAX = 1024 * 1024;

export interface CreateRevision extends Conditional {
  readonly name: string;
  readonly content: string;
  readonly message?: string;
  /** Merged over the content in this order; each is a revision of a fragment. */
  readonly layers?: readonly LayerReference[];
  /** Declared here; those of the layers need not be repeated. */
  readonly variables?: readonly VariableDeclaration[];
}

export interface RevisionCreated {
  readonly revision: RevisionRecord;
  /** None of severity error. */
  readonly findings: readonly PlacedFinding[];
  /** Policies that it breaks; it is saved all the same. */
  readonly policies: readonly PlacedFinding[];
  /** The revision before it, where this one means the same: agents that run it keep their bytes. */
  readonly sameMeaningAs: number | null;
  /** Variables without a default: agents that are to run it need values of these. */
  readonly missingVariables: readonly string[];
}

/**
 * Adds an immutable revision. Errors that every Collector would stumble over refuse it; what only some agents
 * cannot run does not. With layers the merged text is judged, and findings say which layer they come from. A fragment
 * is judged where it is merged; by itself only its YAML and its operations are.
 */
export const createRevision: Verb<CreateRevision, RevisionCreated> = {
  async plan(ctx, input) {
    const { name, content: source } = input;
    const resource = { kind: "configuration", id: name } as const;
    const found = await findConfiguration(ctx, name, input.ifVersion);
    if (found.kind === "problem") return found;
    const { kind } = found.value;
    const refusal = refusalOf(source, resource);
    if (refusal !== null) return refusal;
    const text =
      kind === "fragment" ? await fragment(ctx, input) : await layeredText(ctx, input, name);
    if (text.kind === "problem") return text;
    const { content, layers, variables, findings, policies, missing: missingVariables } = text;
    const errors = findings.filter(({ severity }) => severity === "error");
    if (errors.length > 0) {
      const count = errors.length === 1 ? "an error" : `${errors.length} errors`;
      const what =
        kind === "fragment"
          ? "with which nothing can be merged"
          : "that no Collector would start with";
      return problem(
        "findings",
        `The text has ${count} ${what}. Mend what the findings name, then save again.`,
        { resource, findings, errors: errorsOf(errors) },
      );
    }
    const tooLarge = content === source ? null : refusalOf(content, resource);
    if (tooLarge !== null) return tooLarge;
    const body = new TextEncoder().encode(content);
    const number = found.value.latestRevision + 1;
    const revision: RevisionRecord = {
      configuration: name,
      number,
      source,
      layers,
      variables,
      content,
      message: input.message ?? "",
      fingerprint: await ctx.judge.fingerprint(content),
      hash: ctx.hashConfig(new Map([[CONFIG_KEY, body]])),
      createdAt: ctx.now,
      createdBy: ctx.actor.id,
    };
    const previous =
      number === 1 ? null : await ctx.storage.configurations.revision(name, number - 1);
    const { fingerprint, hash, message } = revision;
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "add-revision", revision },
          audited(
            ctx,
            "create-revision",
            { kind: "revision", id: `${name}/${number}` },
            previous === null ? null : { number: previous.number, hash: previous.hash },
            { number, hash, fingerprint, message, ...(layers.length > 0 ? { layers } : {}) },
          ),
        ],
      },
      reach: [],
      acts: [],
      value: {
        revision,
        findings,
        policies,
        sameMeaningAs:
          previous !== null && sameMeaning(previous, revision) ? previous.number : null,
        missingVariables,
      },
    };
  },
};

/** Another default is another meaning, although the text stays. */
function sameMeaning(one: RevisionRecord, two: RevisionRecord): boolean {
  if (one.fingerprint !== two.fingerprint) return false;
  return JSON.stringify(byName(one.variables)) === JSON.stringify(byName(two.variables));
}

function byName(variables: readonly VariableDeclaration[]) {
  return variables
    .map(({ name, type, default: fallback }) => [name, type, fallback] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A text that is empty, or that has more bytes than a revision may have. */
function refusalOf(content: string, resource: VerbProblem["resource"]): VerbProblem | null {
  const about = resource === undefined ? {} : { resource };
  if (content.trim() === "") {
    const message = "The text is empty.";
    const remedy = "Write a Collector's configuration.";
    const errors = [{ pointer: "/content", message, remedy }];
    return problem("invalid", `${message} ${remedy}`, { errors });
  }
  const { length } = new TextEncoder().encode(content);
  if (length <= REVISION_SIZE_BYTES_MAX) return null;
  const message = `The text has ${length} bytes; REVISION_SIZE_BYTES_MAX is ${REVISION_SIZE_BYTES_MAX}.`;
  const remedy = "Leave out what no pipeline uses, or spread it over several configurations.";
  const errors = [{ pointer: "/content", message, remedy }];
  return problem("too-large", `${message} ${remedy}`, { ...about, errors });
}

/** A fragment stands on nothing, so that layers cannot go in a circle. */
async function fragment(
  ctx: VerbContext,
  { content, layers = [], variables = [] }: CreateRevision,
): Promise<LayeredText | VerbProblem> {
  const inLayers = { message: "A fragment has no layers.", remedy: "Leave them out." };
  const errors =
    layers.length > 0 ? [{ pointer: "/layers", ...inLayers }] : declarationErrors(variables);
  const [first] = errors;
  if (first !== undefined) {
    return problem("invalid", `${first.message} ${first.remedy}`, { errors });
  }
  const findings = await fragmentFindings(ctx, content);
  const none = { missing: [], policies: [] };
  return { kind: "layered", content, layers, variables, findings, ...none };
}
