import {
  findingsByLayer,
  type LayerInput,
  type MergedConfig,
  secretFindings,
} from "@fleethub/collector-config";
import { LAYERS_MAX } from "../limits.js";
import type { LayerReference, RevisionRecord, VariableDeclaration } from "../model.js";
import { declarationErrors, declaredTogether } from "./declared-variables.js";
import { findConfiguration, findRevision } from "./find.js";
import { policyFindingsOf } from "./policy-findings.js";
import { type PlacedFinding, placed } from "./placed-finding.js";
import { problem, type VerbError, type VerbProblem } from "./problem.js";
import type { VerbContext } from "./verb.js";

/** A text as somebody wrote it, with what it stands on. */
export interface WrittenText {
  readonly content: string;
  readonly layers?: readonly LayerReference[] | undefined;
  readonly variables?: readonly VariableDeclaration[] | undefined;
}

/** The text that its layers make of it, and what is to be said about it. */
export interface LayeredText {
  readonly kind: "layered";
  /** Merged; the same as the written text where there are no layers. */
  readonly content: string;
  readonly layers: readonly LayerReference[];
  /** Of the text and of all its layers. */
  readonly variables: readonly VariableDeclaration[];
  /** Each with its place in the text or the layer that it comes from; those about merging come first. */
  readonly findings: readonly PlacedFinding[];
  /** Variables that have no default: every agent needs a value of its own. */
  readonly missing: readonly string[];
  /** What policies say of the merged text: broken ones alone. They keep nothing from being saved. */
  readonly policies: readonly PlacedFinding[];
}

/** Merges a complete text with its layers and judges the result. A problem where a layer cannot be one. */
export async function layeredText(
  ctx: VerbContext,
  written: WrittenText,
  configuration?: string,
): Promise<LayeredText | VerbProblem> {
  const { content: source, layers = [], variables: own = [] } = written;
  const errors = declarationErrors(own);
  if (errors.length > 0) return invalid(errors);
  const fragments = await fragmentsOf(ctx, layers);
  if (!Array.isArray(fragments)) return fragments;
  const base = { name: "", text: source };
  const inputs = fragments.map(layerInput);
  const merged = await mergedWith(ctx, base, inputs);
  const variables = declaredTogether(own, fragments);
  const judged = await ctx.judge.check(merged.text, null);
  const {
    findings: rendered,
    missing,
    secrets,
  } = await ctx.judge.render(merged.text, variables, {});
  const known = new Set((await ctx.sources.secrets.all()).all.map(({ name }) => name));
  // Values are given to agents: that one has none yet is nothing wrong with the text.
  const unsound = rendered.filter(({ code }) => VARIABLE_CODES.has(code));
  const told = [...judged, ...unsound, ...secretFindings(secrets, known)];
  const inText = findingsByLayer(told, merged, base, inputs);
  const broken = await policyFindingsOf(ctx, merged.text, configuration);
  const policies = placed(findingsByLayer(broken, merged, base, inputs), layers);
  return {
    kind: "layered",
    content: merged.text,
    layers,
    variables,
    missing,
    findings: placed([...merged.findings.filter(({ layer }) => layer > 0), ...inText], layers),
    policies: policies.map((finding, index) => {
      const policy = broken[index]?.policy;
      return policy === undefined ? finding : { ...finding, policy };
    }),
  };
}

const VARIABLE_CODES: ReadonlySet<string> = new Set([
  "undeclared-variable",
  "variable-type",
  "variable-place",
]);

/** What is wrong with a fragment by itself: its YAML and its operations. All else is judged where it is merged. */
export async function fragmentFindings(
  ctx: VerbContext,
  content: string,
): Promise<readonly PlacedFinding[]> {
  const fragment = { name: "", text: content };
  const { findings } = await ctx.judge.merge({ name: "", text: "" }, [fragment]);
  const own = findings.filter(({ code }) => !BENEATH_CODES.has(code));
  return placed(own, []);
}

/** Findings about what a fragment meets beneath it. */
const BENEATH_CODES: ReadonlySet<string> = new Set([
  "layer-operation-target",
  "layer-operation-conflict",
  "layer-clears-section",
]);

async function mergedWith(
  ctx: VerbContext,
  base: LayerInput,
  inputs: readonly LayerInput[],
): Promise<MergedConfig> {
  if (inputs.length > 0) return ctx.judge.merge(base, inputs);
  const lines = base.text.split("\n").length;
  const origins = [{ line: 1, lines, layer: 0, sourceLine: 1 }];
  return { text: base.text, origins, findings: [] };
}

/** A fragment's revision as a layer. */
function layerInput({ configuration, number, content }: RevisionRecord): LayerInput {
  return { name: `${configuration} r${number}`, text: content };
}

async function fragmentsOf(
  ctx: VerbContext,
  layers: readonly LayerReference[],
): Promise<RevisionRecord[] | VerbProblem> {
  if (layers.length > LAYERS_MAX) {
    const message = `There are ${layers.length} layers; LAYERS_MAX is ${LAYERS_MAX}.`;
    const remedy = "Put several fragments together into one.";
    return invalid([{ pointer: "/layers", message, remedy }]);
  }
  const found: RevisionRecord[] = [];
  for (const [index, { configuration, revision }] of layers.entries()) {
    const pointer = `/layers/${index}`;
    const record = await findConfiguration(ctx, configuration);
    if (record.kind === "problem") return { ...record, errors: [errorOf(record, pointer)] };
    if (record.value.kind !== "fragment") {
      const message = `${configuration} is complete, and only a fragment can be a layer.`;
      const remedy = "Leave it out, or put what is shared into a fragment of its own.";
      return invalid([{ pointer, message, remedy }]);
    }
    if (found.some((each) => each.configuration === configuration)) {
      const message = `${configuration} is a layer twice.`;
      return invalid([{ pointer, message, remedy: "Keep one of them." }]);
    }
    const stored = await findRevision(ctx, configuration, revision);
    if (stored.kind === "problem") return { ...stored, errors: [errorOf(stored, pointer)] };
    found.push(stored.value);
  }
  return found;
}

function errorOf({ detail }: VerbProblem, pointer: string): VerbError {
  return { pointer, message: detail, remedy: "Name a revision of a fragment that is there." };
}

function invalid(errors: readonly VerbError[]): VerbProblem {
  const [first] = errors;
  const detail =
    first === undefined ? "The input contradicts itself." : `${first.message} ${first.remedy}`;
  return problem("invalid", detail, { errors });
}
