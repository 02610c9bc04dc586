import {
  checkConfig,
  DEFAULT_COLLECTOR_VERSION,
  type Finding,
  findingsByLayer,
  inReadingOrder,
  type LayerInput,
  loadCatalogue,
  mergeConfig,
  nearestCatalogueVersion,
  policyFindings,
} from "@fleethub/collector-config";
import { type NamedText, readNamed } from "../input.js";
import type { CheckWishes } from "./flags.js";
import { readPolicies } from "./policies.js";

/** A text with what was found in it. */
export interface CheckedFile extends NamedText {
  readonly findings: readonly Finding[];
  /** The whole configuration that an agent would get; undefined for a layer. */
  readonly whole?: string;
}

/** Checks every file, layers laid over it where some are named; their findings are told at their own places. */
export async function checkFiles(
  files: readonly string[],
  wishes: CheckWishes,
): Promise<readonly CheckedFile[]> {
  const version = wishes.version ?? DEFAULT_COLLECTOR_VERSION;
  const catalogue = await loadCatalogue(nearestCatalogueVersion(version));
  const options = {
    version,
    featureGates: wishes.featureGates,
    rules: wishes.rules,
    ...(catalogue === null ? {} : { catalogue }),
  };
  const { policies, ...evaluators } = await readPolicies(wishes.policies);
  const judge: Judge = (text) => {
    const { findings, config } = checkConfig(text, options);
    if (config === null || policies.length === 0) return findings;
    return inReadingOrder([...findings, ...policyFindings(policies, config, evaluators)]);
  };
  const layers: NamedText[] = [];
  for (const file of wishes.layers) layers.push(await readNamed(file));
  const checked: CheckedFile[] = [];
  for (const file of files) {
    const base = await readNamed(file);
    checked.push(...(layers.length === 0 ? [alone(base, judge)] : merged(base, layers, judge)));
  }
  return checked;
}

type Judge = (text: string) => readonly Finding[];

function alone(base: NamedText, judge: Judge): CheckedFile {
  return { ...base, findings: judge(base.text), whole: base.text };
}

function merged(
  base: NamedText,
  layers: readonly NamedText[],
  judge: Judge,
): readonly CheckedFile[] {
  const inputs = [base, ...layers].map(({ file, text }): LayerInput => ({ name: file, text }));
  const [first = { name: base.file, text: base.text }, ...rest] = inputs;
  const result = mergeConfig(first, rest);
  const found = [...result.findings, ...findingsByLayer(judge(result.text), result, first, rest)];
  return [base, ...layers].map((each, at) => ({
    ...each,
    findings: found.filter(({ layer }) => layer === at),
    ...(at === 0 ? { whole: result.text } : {}),
  }));
}
