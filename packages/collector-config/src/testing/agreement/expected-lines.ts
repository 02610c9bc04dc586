import type { CollectorConfig } from "../../parse/config.js";
import { parseConfig } from "../../parse/parse.js";
import type { ConfigNode, MapEntry } from "../../parse/tree.js";
import type { CorpusRow } from "./rows.js";

/**
 * The lines where a finding about the planted fault is right, from what the mutation says of itself. Several
 * where the fault has several ends (both mentions of a processor). Empty when the place is not told.
 */
export function expectedLines(row: CorpusRow, text: string): ReadonlySet<number> {
  const { kind = "", detail = "" } = row.mutation ?? {};
  const told = /^line (\d+)$/.exec(detail)?.[1];
  if (told !== undefined) return new Set([Number(told)]);
  const offset = /^offset (\d+)$/.exec(detail)?.[1];
  if (offset !== undefined) return new Set([text.slice(0, Number(offset)).split("\n").length]);
  const { config } = parseConfig(text);
  const lines = OF_KIND[kind]?.({ detail, text, config, message: row.message ?? "" });
  return new Set(lines ?? (config === null ? [] : pathLines(config.root, detail)));
}

interface Fault {
  readonly detail: string;
  readonly text: string;
  readonly config: CollectorConfig | null;
  readonly message: string;
}

type Locate = (fault: Fault) => readonly number[];

const inPipeline: Locate = ({ detail, config }) => {
  const [pipeline = "", what = ""] = halves(detail, ": ");
  const id = what.split(" ").at(-1) ?? "";
  return (config?.pipelines ?? [])
    .filter((each) => each.id === pipeline)
    .flatMap((each) => [...each.receivers, ...each.processors, ...each.exporters])
    .filter((each) => id === "" || each.id === id)
    .map((each) => each.place.line);
};

const named =
  (pattern: RegExp): Locate =>
  ({ text }) =>
    linesWith(text, pattern);

const pipelineLines: Locate = ({ detail, config }) => {
  const pipeline = config?.pipelines.find((each) => each.id === detail);
  if (pipeline === undefined) return [];
  const { body } = pipeline;
  const inner = body.kind === "map" ? [...body.entries.values()].flatMap(linesOf) : [];
  return [pipeline.place.line, body.place.line, ...inner];
};

/** `exporters: nop`: where that is defined, named, or would be defined. */
const definition: Locate = ({ detail, text, config }) => {
  const [section = "", id = ""] = halves(detail, ": ");
  return [
    ...linesWith(text, new RegExp(`(^|[\\s,"'[-])${escaped(id)}(["'\\s,:\\]]|$)`)),
    ...(config === null ? [] : pathLines(config.root, section)),
    ...(config?.root.entries.has(section) === true ? [] : [1]),
  ];
};

const repeatedKey: Locate = ({ detail, text }) =>
  linesWith(text, new RegExp(`^\\s*["']?${escaped(detail)}["']?\\s*:`)).slice(1);

const serviceLines: Locate = ({ config }) => {
  const entry = config?.root.entries.get("service");
  return entry === undefined ? [1] : linesOf(entry);
};

const OF_KIND: Readonly<Record<string, Locate>> = {
  "undefined-receiver": named(/\/undefined\b/),
  "undefined-processor": named(/\/undefined\b/),
  "undefined-exporter": named(/\/undefined\b/),
  "extension-undefined": named(/\/undefined\b/),
  "connector-only-exporter": named(/forward\/half/),
  "connector-only-receiver": named(/forward\/half/),
  "connector-wrong-signal": named(/forward\/x/),
  "connector-cycle": named(/forward\/loop/),
  "reference-typo": inPipeline,
  "processor-listed-twice": inPipeline,
  "wrong-signal": inPipeline,
  "pipeline-null": pipelineLines,
  "pipeline-without-receivers": pipelineLines,
  "pipeline-list-as-scalar": pipelineLines,
  "bad-component-id": definition,
  "definition-removed": definition,
  "unknown-type": definition,
  "duplicate-component-key": repeatedKey,
  "duplicate-top-key": repeatedKey,
  "service-null": serviceLines,
  "service-removed": serviceLines,
  "pipelines-removed": serviceLines,
  "unknown-top-level-key": ({ text, message }) => {
    const key = /has invalid keys: (\S+)/.exec(message)?.[1] ?? "";
    return linesWith(text, new RegExp(`^["']?${escaped(key)}["']?\\s*:`));
  },
};

/** Lines of the key and the value at a dotted path; component ids in it may hold dots themselves. */
function pathLines(root: ConfigNode, detail: string): number[] {
  const [before = "", renamed] = detail.split(" -> ");
  const path = renamed === undefined ? before : before.replace(/[^.]*$/, () => renamed);
  const entry = entryAt(root, path.replaceAll("[", ".").replaceAll("]", ""));
  return entry === undefined ? [] : linesOf(entry);
}

type Spot = MapEntry | { readonly value: ConfigNode };

function entryAt(node: ConfigNode, path: string): Spot | undefined {
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length--) {
    const key = parts.slice(0, length).join(".");
    const item = node.kind === "list" ? node.items[Number(key)] : undefined;
    const entry: Spot | undefined =
      node.kind === "map"
        ? node.entries.get(key)
        : item === undefined
          ? undefined
          : { value: item };
    if (entry === undefined) continue;
    if (length === parts.length) return entry;
    const found = entryAt(entry.value, parts.slice(length).join("."));
    if (found !== undefined) return found;
  }
  return undefined;
}

function linesOf(entry: Spot): number[] {
  const value = entry.value.place.line;
  return "keyPlace" in entry ? [entry.keyPlace.line, value] : [value];
}

function linesWith(text: string, pattern: RegExp): number[] {
  return text.split("\n").flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}

function halves(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + by.length)];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
