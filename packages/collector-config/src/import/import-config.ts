import { Document, isMap, isSeq, parseDocument, type YAMLMap } from "yaml";
import { parseConfig } from "../parse/parse.js";
import { supervisedBy } from "../volatile/split.js";
import { dropUnsetSecrets, escapeDollars, maskedPaths, prune, unprintedPaths } from "./rewrite.js";
import { spellOut } from "./spell-out.js";

/** An effective config as a configuration that can be offered. */
export interface ImportedConfig {
  /** Null where the effective config cannot be read. */
  readonly content: string | null;
  /** Dotted paths that were left out because the supervisor sets them by itself. */
  readonly removed: readonly string[];
  /** Dotted paths that somebody has to write again: options that a Collector does not print back, and the first 1 000 secrets. */
  readonly incomplete: readonly string[];
}

/** Order in which people write the sections. */
const SECTION_ORDER = [
  "extensions",
  "receivers",
  "processors",
  "connectors",
  "exporters",
  "service",
];

/** What a supervisor sets, whatever the operator wrote. */
const SUPERVISORS_OWN = [
  ["extensions", "opamp"],
  ["service", "telemetry", "resource"],
  ["service", "telemetry", "logs", "encoding"],
  ["service", "telemetry", "logs", "output_paths"],
  ["service", "telemetry", "logs", "error_output_paths"],
];

/**
 * Makes a configuration of what an agent runs. Left out are a supervisor's own parts, and values that say nothing
 * (null, `{}`, `[]`, ""): written down, some would mean something else (`grpc:` switches a protocol on). `$` is escaped,
 * because references are resolved already. The effective config contains what comes out. Secrets stay `[REDACTED]`,
 * which a check calls an error. Never throws.
 */
export function importConfig(effective: string): ImportedConfig {
  const { config, problems } = parseConfig(effective);
  const document = config === null || problems.length > 0 ? null : readBlock(effective);
  if (document === null) return { content: null, removed: [], incomplete: [] };
  const removed = supervisedBy(effective) ? removeOwn(document) : [];
  dropUnsetSecrets(document);
  const incomplete = [...unprintedPaths(document), ...maskedPaths(document)];
  prune(document);
  escapeDollars(document);
  inOrder(document);
  const ordered = new Document(document, { version: "1.1" });
  const content = ordered.toString({ indent: 2, lineWidth: 0, directives: false });
  return { content, removed, incomplete };
}

/** The text as nodes that keep how each value is printed, aliases written out; null where it is no map. */
function readBlock(text: string): YAMLMap | null {
  // The tree of the Collector's reading exists already; here only the notation counts.
  const { contents, errors } = parseDocument(text, { version: "1.1" });
  if (errors.length > 0 || !isMap(contents)) return null;
  spellOut(contents);
  return contents;
}

function removeOwn(root: YAMLMap): string[] {
  const removed = SUPERVISORS_OWN.filter((path) => root.deleteIn(path)).map((path) =>
    path.join("."),
  );
  const enabled = root.getIn(["service", "extensions"]);
  if (isSeq(enabled)) {
    const at = enabled.items.findIndex((item) => String(item) === "opamp");
    if (at >= 0) {
      enabled.delete(at);
      removed.push("service.extensions.opamp");
    }
  }
  return removed;
}

function inOrder(root: YAMLMap): void {
  const rank = (key: unknown): number => {
    const at = SECTION_ORDER.indexOf(String(key));
    return at < 0 ? SECTION_ORDER.length : at;
  };
  root.items.sort((a, b) => rank(a.key) - rank(b.key));
}
