import { z } from "zod";
import { Consequence } from "./consequence.js";
import { RevisionNumber } from "./primitives.js";

const names = z.array(z.string());
const pipeline = z.string();
const component = z.string();
const componentClass = z.enum(["receiver", "processor", "exporter", "connector", "extension"]);

/** An option that differs, inside what its change is about. */
export const OptionChange = z
  .strictObject({
    path: z.array(z.string()).meta({ description: "Keys and list positions; empty: the whole." }),
    before: z
      .string()
      .nullable()
      .meta({ description: "YAML on one line, secrets as `[REDACTED]`; null: not set." }),
    after: z.string().nullable(),
    item: z.enum(["added", "removed", "moved"]).exactOptional().meta({
      description: "A whole item of a list; the path ends with its position, before where it went.",
    }),
    from: z.int().min(0).exactOptional().meta({ description: "Position of a moved item before." }),
  })
  .meta({ id: "OptionChange" });
export type OptionChange = z.output<typeof OptionChange>;
const options = z.array(OptionChange).min(1);

const ofComponent = {
  class: componentClass,
  component,
  inUse: z.boolean().meta({
    description: "False: no pipeline names it. Data flows as it did; the Collector validates it.",
  }),
  pipelines: names.meta({ description: "Those that name it, before or after." }),
};
const ofPipeline = { pipeline, receivers: names, processors: names, exporters: names };
const ofOrder = { before: names, after: names };
const ofRename = { before: z.string(), after: z.string() };

/** One thing that differs between two configurations, in Collector terms. */
export const Change = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.enum(["component-added", "component-removed"]),
      ...ofComponent,
      body: z.string().meta({ description: "YAML on one line, secrets as `[REDACTED]`." }),
    }),
    z.strictObject({ kind: z.literal("component-renamed"), ...ofComponent, ...ofRename }),
    z.strictObject({ kind: z.literal("component-options-changed"), ...ofComponent, options }),
    z.strictObject({ kind: z.enum(["pipeline-added", "pipeline-removed"]), ...ofPipeline }),
    z.strictObject({ kind: z.literal("pipeline-renamed"), pipeline, ...ofRename }),
    z.strictObject({
      kind: z.enum([
        "pipeline-receivers-changed",
        "pipeline-processors-changed",
        "pipeline-exporters-changed",
      ]),
      pipeline,
      added: names,
      removed: names.meta({ description: "Nothing added or removed: the order differs." }),
      ...ofOrder,
    }),
    z.strictObject({ kind: z.literal("processor-order-changed"), pipeline, ...ofOrder }),
    z.strictObject({
      kind: z.literal("extension-enabled"),
      component,
      position: z.int().min(0).meta({ description: "In `service.extensions`, from 0." }),
    }),
    z.strictObject({ kind: z.literal("extension-disabled"), component }),
    z.strictObject({ kind: z.literal("extension-order-changed"), ...ofOrder }),
    z.strictObject({ kind: z.literal("service-telemetry-changed"), options }),
    z.strictObject({ kind: z.literal("other-changed"), options }),
    z.strictObject({
      kind: z.literal("unreadable"),
      sides: z.array(z.enum(["before", "after"])).min(1),
    }),
  ])
  .meta({ id: "Change" });
export type Change = z.output<typeof Change>;

/** What a step from one revision to another means, and its text. */
export const Difference = z
  .strictObject({
    from: RevisionNumber,
    to: RevisionNumber,
    effect: z.boolean().meta({ description: "False: both mean the same to a Collector." }),
    changes: z.array(Change).meta({ description: "None where there is no effect." }),
    consequences: z.array(Consequence).meta({
      description: "Safety first, then data lost or gained, destinations, volume, the restart.",
    }),
    truncated: z
      .boolean()
      .meta({ description: "More changes or consequences than one answer lists." }),
    added: z.int().min(0).meta({ description: "Lines." }),
    removed: z.int().min(0),
    text: z.string().meta({ description: "Unified diff, three lines of context." }),
  })
  .meta({ id: "Difference" });
export type Difference = z.output<typeof Difference>;
