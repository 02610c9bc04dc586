import { type Edit, finding, replace } from "../../finding.js";
import type { Mention } from "../../parse/config.js";
import { child } from "../../parse/tree.js";
import { joinEdits } from "../editing.js";
import type { Rule, RulePage } from "../rule.js";

const SAMPLERS: readonly string[] = ["tail_sampling", "probabilistic_sampler"];

/** `sampling-after-batch`: a sampler behind the batch processor. */
export const samplingAfterBatch: Rule = {
  code: "sampling-after-batch",
  level: "practice",
  severity: "info",
  check: ({ config }) =>
    config.pipelines.flatMap((pipeline) => {
      const ids = pipeline.processors;
      const batch = ids.findIndex((each) => each.type === "batch");
      const at = ids.findIndex(
        (each, i) => batch >= 0 && i > batch && SAMPLERS.includes(each.type),
      );
      const sampler = ids[at];
      // A second batch behind the sampler is the way to have both.
      if (sampler === undefined || ids.slice(at).some((each) => each.type === "batch")) return [];
      const list = child(pipeline.body, "processors");
      const last = at === ids.length - 1 && at === batch + 1;
      const swapped = list?.kind === "list" && last && list.items.length === ids.length;
      return [
        finding({
          severity: "info",
          code: "sampling-after-batch",
          place: sampler.place,
          path: sampler.path,
          message: `In the pipeline "${pipeline.id}", "${sampler.id}" stands behind "${ids[batch]?.id}", whose batches it thins out again.`,
          remedy: `Put "${ids[batch]?.id}" behind "${sampler.id}".`,
          edit: swapped ? swap(config.text, ids[batch], sampler) : undefined,
        }),
      ];
    }),
};

function swap(text: string, a: Mention | undefined, b: Mention): Edit | undefined {
  const plain = (each: Mention) => text.slice(each.place.offset, each.place.end) === each.id;
  if (a === undefined || !plain(a) || !plain(b)) return undefined;
  if (text.slice(a.place.end, b.place.offset).includes("#")) return undefined;
  return joinEdits(text, [replace(a.place, b.id), replace(b.place, a.id)]);
}

/** Its page. */
export const samplingAfterBatchPage: RulePage = {
  summary: "A sampler behind the batch processor.",
  why: "Batches are put together only to be thinned out: the work is spent on data that is dropped, and what remains leaves in small pieces; `tail_sampling` takes every batch apart to gather whole traces and sends them on unbatched.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch:
  probabilistic_sampler: {sampling_percentage: 10}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch, probabilistic_sampler], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch:
  probabilistic_sampler: {sampling_percentage: 10}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [probabilistic_sampler, batch], exporters: [otlp_http]}
`,
  },
};
