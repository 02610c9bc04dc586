import { type Edit, finding } from "../../finding.js";
import type { CollectorConfig, Mention, Pipeline } from "../../parse/config.js";
import { child } from "../../parse/tree.js";
import { joinEdits, removeItem } from "../editing.js";
import { listed } from "../nearest.js";
import type { Rule, RulePage } from "../rule.js";

/** Exporters that deliver nothing. */
const QUIET: readonly string[] = ["debug", "nop"];

const isDebug = (mention: Mention): boolean => mention.type === "debug";

/** `debug-exporter`: a debug exporter beside exporters that deliver. */
export const debugExporter: Rule = {
  code: "debug-exporter",
  level: "practice",
  severity: "info",
  check: ({ config, component }) => {
    const users = new Map<string, Pipeline[]>();
    for (const pipeline of config.pipelines) {
      const delivers = pipeline.exporters.some((each) => !QUIET.includes(each.type));
      if (!delivers) continue;
      for (const id of new Set(pipeline.exporters.filter(isDebug).map((each) => each.id)))
        users.set(id, [...(users.get(id) ?? []), pipeline]);
    }
    return [...users].flatMap(([id, pipelines]) => {
      const exporter = component("exporter", id);
      if (exporter === undefined) return [];
      const verbosity = child(exporter.body, "verbosity");
      const detailed = verbosity?.kind === "scalar" && /^detailed$/i.test(verbosity.source);
      const names = listed(pipelines.map((each) => each.id));
      return [
        finding({
          severity: detailed ? "warning" : "info",
          code: "debug-exporter",
          place: exporter.place,
          path: exporter.path,
          message: `"${id}" prints ${detailed ? "everything that" : "a line for what"} passes ${names} to the Collector's log.`,
          remedy: `Take "${id}" out of ${pipelines.length === 1 ? "the pipeline" : "these pipelines"} once you have seen what you wanted to see.`,
          edit: without(config, id, pipelines),
        }),
      ];
    });
  },
};

/** Takes the exporter out of every one of the pipelines, or does nothing. */
function without(
  config: CollectorConfig,
  id: string,
  pipelines: readonly Pipeline[],
): Edit | undefined {
  const edits = new Map<number, Edit>();
  for (const pipeline of pipelines) {
    const list = child(pipeline.body, "exporters");
    const own = pipeline.exporters.filter((each) => each.id === id);
    const [mention] = own;
    if (list?.kind !== "list" || mention === undefined || own.length > 1) return undefined;
    const edit = removeItem(config.text, list, list.items.indexOf(mention.node));
    if (edit === undefined) return undefined;
    edits.set(edit.offset, edit);
  }
  return joinEdits(config.text, [...edits.values()]);
}

/** Its page. */
export const debugExporterPage: RulePage = {
  summary: "A debug exporter beside exporters that deliver.",
  why: "`debug` writes what it gets to the log of the Collector: with `verbosity: detailed` every span, point and record with all attributes. On a busy host that fills disks, costs more than the delivery itself and may carry private data where nobody expects it; then it is a warning. A pipeline that has nothing but `debug` is taken for an experiment.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug, otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
  },
};
