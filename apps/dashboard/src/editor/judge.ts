import {
  type Catalogue,
  checkConfig,
  type Finding,
  type LayerFinding,
  type LayerInput,
  loadCatalogue,
  type OriginRun,
  type Policy,
  type ReportedComponents,
  renderVariables,
  secretFindings,
  type VariableDeclaration,
} from "@fleethub/collector-config";

/** What a draft is judged against. Plain data: it may go to a worker. */
export interface CheckAgainst {
  /** Of one agent; null judges without. */
  readonly components: ReportedComponents | null;
  /** Of the Collector; empty: the newest that facts are known of. */
  readonly version: string;
  /** A fragment is no whole configuration: only its options can be judged. */
  readonly fragment?: boolean;
  /** Merged over the text, in order; it is judged as the whole that comes of it. */
  readonly layers?: readonly LayerInput[];
  readonly variables?: readonly VariableDeclaration[];
  readonly policies?: readonly Policy[];
  /** Names of the hub's secrets; undefined: not known, so none is called missing. */
  readonly secrets?: readonly string[] | undefined;
}

/** A finding with the layer that it is about: 0, or none, is the text itself. */
export type EditorFinding = Finding & Partial<Pick<LayerFinding, "layer" | "layerName">>;

/** What judging gave. */
export interface Judged {
  readonly findings: readonly EditorFinding[];
  /** The whole that agents get. The text itself where nothing is laid over it. */
  readonly merged: string;
  readonly origins: readonly OriginRun[];
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** What judging needs beside the text; loaded for those who need it. */
export interface JudgeParts {
  readonly catalogue: Catalogue | null;
  /** Only with layers. */
  readonly merging: typeof import("./merging") | null;
  /** Only with policies. */
  readonly promises: typeof import("./promises") | null;
}

/** Loads what a draft needs. A catalogue that cannot be had leaves its options unchecked. */
export async function partsFor(
  against: CheckAgainst,
  catalogueVersion: string,
): Promise<JudgeParts> {
  const [catalogue, merging, promises] = await Promise.all([
    loadCatalogue(catalogueVersion).catch(() => null),
    against.layers?.length ? import("./merging") : null,
    against.policies?.length ? import("./promises") : null,
  ]);
  return { catalogue, merging, promises };
}

/** Judges a draft as the hub would: what the Collector refuses, options, practice, policies, variables, layers. */
export function judge(text: string, against: CheckAgainst, parts: JudgeParts): Judged {
  const { layers = [], variables = [], policies = [] } = against;
  const { catalogue, merging, promises } = parts;
  const base: LayerInput = { name: "this text", text };
  const merged =
    layers.length === 0 || merging === null
      ? { text, origins: [], findings: [] }
      : merging.mergeConfig(base, layers);
  const { findings, config } = checkConfig(merged.text, {
    ...(against.components === null ? {} : { components: against.components }),
    ...(against.version === "" ? {} : { version: against.version }),
    ...(catalogue === null ? {} : { catalogue }),
    ...(against.fragment ? { levels: ["options"] } : {}),
  });
  const promised =
    config === null || against.fragment || promises === null
      ? []
      : promises.policyFindings(policies, config);
  const values = variableFindings(merged.text, variables, against.secrets);
  const found = [...findings, ...promised, ...values];
  const placed: readonly EditorFinding[] =
    layers.length === 0 || merging === null
      ? found
      : merging.findingsByLayer(found, merged, base, layers);
  const all = [...merged.findings, ...placed];
  return { findings: all.sort(inOrder), merged: merged.text, origins: merged.origins };
}

/** Own findings in reading order, those of layers after them. */
function inOrder(a: EditorFinding, b: EditorFinding): number {
  return (
    (a.layer ?? 0) - (b.layer ?? 0) ||
    a.line - b.line ||
    a.column - b.column ||
    RANK[a.severity] - RANK[b.severity]
  );
}

const VARIABLE_CODES = ["undeclared-variable", "variable-type", "variable-place"];

/** A value that agents have to give is no fault of the draft; what nobody declared is. */
function variableFindings(
  text: string,
  variables: readonly VariableDeclaration[],
  known: readonly string[] | undefined,
): readonly Finding[] {
  if (!text.includes("${fleethub:")) return [];
  const { findings, secrets } = renderVariables(text, variables, {});
  const unsound = findings.filter(({ code }) => VARIABLE_CODES.includes(code));
  return known === undefined ? unsound : [...unsound, ...secretFindings(secrets, new Set(known))];
}
