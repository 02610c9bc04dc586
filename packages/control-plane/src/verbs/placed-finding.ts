import type { Finding, LayerFinding } from "@fleethub/collector-config";
import type { LayerReference } from "../model.js";

/** A finding in the text itself, or in a fragment that the text stands on. */
export interface PlacedFinding extends Finding {
  /** Where it was written, where that is not the text itself. `line` and `column` are of the fragment then. */
  readonly layer?: LayerReference & { readonly line: number };
  /** Name of the policy, on findings of the code `policy` alone. */
  readonly policy?: string;
}

/** Findings by layer as people are told them: those of a fragment name it. */
export function placed(
  findings: readonly LayerFinding[],
  layers: readonly LayerReference[],
): readonly PlacedFinding[] {
  return findings.map(({ layer, layerName, ...finding }) => {
    const reference = layers[layer - 1];
    if (reference === undefined) return finding;
    const { line, message } = finding;
    return {
      ...finding,
      message: `${message} (layer ${layerName}, line ${line})`,
      layer: { ...reference, line },
    };
  });
}
