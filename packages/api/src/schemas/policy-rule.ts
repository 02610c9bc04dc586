import { z } from "zod";

/** Longest pattern, attribute key, host or text value of a rule, in characters. */
const PATTERN_LENGTH_MAX = 256;
/** Most patterns, keys, hosts or conditions in one list of a rule. */
const PATTERNS_MAX = 200;
/** Longest expression or message, in characters. */
const EXPRESSION_LENGTH_MAX = 4_096;

const pattern = z.string().min(1).max(PATTERN_LENGTH_MAX);
const patterns = z.array(pattern).max(PATTERNS_MAX);
const components = patterns.min(1).meta({
  description:
    "Component patterns: `[class:]type[/name]`, `*` for anything, `!` before to exclude.",
});
const text = z.string().max(PATTERN_LENGTH_MAX);
const scalar = z.union([text, z.number(), z.boolean(), z.null()]);
const ordered = z.union([z.number(), text]);
const percent = z.number().min(0).max(100);
const context = z.enum(["resource", "scope", "span", "spanevent", "log", "datapoint"]);

/** What the value of an option must be. Durations and sizes are compared by meaning. */
export const ValueCondition = z
  .discriminatedUnion("op", [
    z.strictObject({ op: z.enum(["present", "absent"]) }),
    z.strictObject({ op: z.enum(["equals", "not-equals", "contains"]), value: scalar }),
    z.strictObject({ op: z.literal("one-of"), values: z.array(scalar).min(1).max(PATTERNS_MAX) }),
    z.strictObject({ op: z.enum(["at-least", "at-most"]), value: ordered }),
    z.strictObject({ op: z.literal("matches"), pattern }),
  ])
  .meta({ id: "ValueCondition" });
export type ValueCondition = z.output<typeof ValueCondition>;

const option = {
  path: z
    .array(pattern)
    .min(1)
    .max(PATTERNS_MAX)
    .meta({ description: "Keys from the component's body; `*` for every entry." }),
  condition: ValueCondition,
  whenAbsent: scalar.exactOptional().meta({ description: "What counts where it is not written." }),
};

/** Which paths a rule speaks about; what is left out matches everything. */
const paths = {
  signals: z.array(z.enum(["traces", "metrics", "logs", "profiles"])).exactOptional(),
  from: patterns.exactOptional().meta({ description: "Patterns of the receivers." }),
  to: patterns.exactOptional().meta({ description: "Patterns of the exporters." }),
  exceptHosts: patterns
    .exactOptional()
    .meta({ description: "Exporters that send to these hosts alone are not judged." }),
};

/** What a policy demands, as data: `kind` names the form. */
export const PolicyRule = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("path-passes"),
      ...paths,
      processors: components,
      options: z.array(z.strictObject(option)).max(PATTERNS_MAX).exactOptional(),
      before: patterns.exactOptional(),
      after: patterns.exactOptional(),
      first: z.boolean().exactOptional(),
      each: z.enum(["path", "pipeline"]).exactOptional(),
    }),
    z.strictObject({
      kind: z.literal("destinations"),
      ...paths,
      hosts: patterns,
      ownTelemetry: z.boolean().exactOptional(),
    }),
    z.strictObject({
      kind: z.literal("tls-required"),
      ...paths,
      unverified: z.boolean().exactOptional(),
    }),
    z.strictObject({
      kind: z.literal("sampling"),
      ...paths,
      atLeastPercent: percent.exactOptional(),
      atMostPercent: percent.exactOptional(),
    }),
    z.strictObject({
      kind: z.literal("attributes-removed"),
      ...paths,
      attributes: patterns.min(1),
      contexts: z.array(context).exactOptional(),
      atLeast: z.enum(["removed", "hashed", "masked"]).exactOptional(),
    }),
    z.strictObject({
      kind: z.literal("attributes-set"),
      ...paths,
      attributes: patterns.min(1),
      context: context.exactOptional(),
      values: patterns.exactOptional(),
    }),
    z.strictObject({ kind: z.literal("component-required"), components }),
    z.strictObject({
      kind: z.literal("component-forbidden"),
      components,
      unused: z.boolean().exactOptional(),
    }),
    z.strictObject({ kind: z.literal("option-required"), components, ...option }),
    z.strictObject({ kind: z.literal("secrets-referenced") }),
    z.strictObject({
      kind: z.literal("expression"),
      expression: z.string().min(1).max(EXPRESSION_LENGTH_MAX),
      message: z.string().max(EXPRESSION_LENGTH_MAX).exactOptional(),
    }),
  ])
  .meta({ id: "PolicyRule" });
export type PolicyRule = z.output<typeof PolicyRule>;
