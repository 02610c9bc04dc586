import type { CorpusRow } from "./rows.js";
import { faultOf, isMutated } from "./rows.js";

/** Planted faults of structure: YAML, sections, ids, references, pipelines, connectors. */
const STRUCTURAL_MUTATIONS: ReadonlySet<string> = new Set([
  "bad-component-id",
  "component-body-scalar",
  "connector-cycle",
  "connector-only-exporter",
  "connector-only-receiver",
  "connector-wrong-signal",
  "definition-removed",
  "duplicate-component-key",
  "duplicate-top-key",
  "extension-undefined",
  "merge-conflict",
  "missing-colon",
  "pipeline-list-as-scalar",
  "pipeline-null",
  "pipeline-without-receivers",
  "pipelines-removed",
  "processor-listed-twice",
  "reference-typo",
  "section-list",
  "section-null",
  "section-string",
  "service-null",
  "service-removed",
  "tab-indent",
  "undefined-alias",
  "undefined-exporter",
  "undefined-processor",
  "undefined-receiver",
  "unknown-top-level-key",
  "unquoted-special",
  "unresolved-env-default-old-style",
  "wrong-signal",
]);

/** Causes of the Collector's messages that are about structure. */
const STRUCTURAL_CAUSES: ReadonlySet<string> = new Set([
  "bad-id",
  "connector-usage",
  "cycle",
  "pipeline-structure",
  "removed-type",
  "signal-unsupported",
  "undefined-reference",
  "yaml",
]);

/** True when the fault is one of structure, so that no catalogue is needed to see it. */
export function isStructural(row: CorpusRow): boolean {
  if (isMutated(row)) return STRUCTURAL_MUTATIONS.has(faultOf(row));
  return (row.cause ?? []).some((cause) => STRUCTURAL_CAUSES.has(cause));
}
