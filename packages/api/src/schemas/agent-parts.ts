import { z } from "zod";
import { Finding } from "./finding.js";
import { pageOf, Time } from "./primitives.js";
import { Health } from "./words.js";

/** One component of the health tree as reported. */
export interface HealthNode {
  /** Names from below the root; the root has the empty path. */
  path: string[];
  status: string;
  healthy: boolean;
  /** `last_error`, verbatim. */
  message: string;
  /** When this status began; null where the agent names no time. */
  since: string | null;
  children: HealthNode[];
}

const nodeFields = {
  path: z.array(z.string()),
  status: z.string(),
  healthy: z.boolean(),
  message: z.string(),
  since: Time.nullable(),
};

/** One component of the health tree as reported. */
export const HealthNode: z.ZodType<HealthNode> = z
  .strictObject({
    ...nodeFields,
    get children() {
      return z.array(HealthNode);
    },
  })
  .meta({ id: "HealthNode" });

/** The whole tree, its root in place. `reported: false`: this agent does not report health. */
export const AgentHealth = z
  .strictObject({
    reported: z.boolean(),
    state: Health,
    reportedAt: Time.nullable(),
    ...nodeFields,
    children: z.array(HealthNode),
  })
  .meta({ id: "AgentHealth" });
export type AgentHealth = z.output<typeof AgentHealth>;

/** One component type that this Collector was built with. */
export const Component = z
  .strictObject({
    module: z.string().nullable(),
    version: z.string().nullable().meta({ description: "Exact module version, as reported." }),
    inUse: z.boolean().nullable().meta({ description: "Null: no effective config to tell by." }),
  })
  .meta({ id: "Component" });
export type Component = z.output<typeof Component>;

/** Class (`receivers`, `processors`, …) to type to component. */
export const AgentComponents = z
  .strictObject({
    reported: z.boolean(),
    hash: z.string().nullable(),
    components: z.record(z.string(), z.record(z.string(), Component)),
  })
  .meta({ id: "AgentComponents" });
export type AgentComponents = z.output<typeof AgentComponents>;

/** What the agent says it runs, secrets removed before it was stored. */
export const EffectiveConfig = z
  .strictObject({
    reported: z.boolean(),
    content: z.string().meta({ description: "Redacted YAML." }),
    reportedAt: Time.nullable(),
    verdict: z.enum(["contains", "differs", "cannot-tell"]).nullable(),
    difference: z.string().meta({ description: "The first disagreement in one line." }),
    differences: z
      .array(
        z.strictObject({
          path: z.array(z.string()),
          kind: z.enum(["missing", "changed", "extra"]),
          desired: z.string().nullable(),
          effective: z.string().nullable(),
        }),
      )
      .meta({ description: "Disagreements with the target, secrets masked; the first 200." }),
    unjudged: z
      .array(
        z.strictObject({
          path: z.array(z.string()),
          because: z.enum(["environment", "redacted", "not-printed"]),
          references: z.array(z.string()),
        }),
      )
      .meta({
        description: "Stated values that cannot be compared and count as held; the first 200.",
      }),
    desiredLines: z
      .array(z.tuple([z.int().min(1), z.int().min(1)]))
      .meta({ description: "Line ranges, both ends included, that the desired config states." }),
  })
  .meta({ id: "EffectiveConfig" });
export type EffectiveConfig = z.output<typeof EffectiveConfig>;

/** The effective config as a configuration of one's own: nothing is saved. */
export const ImportedConfig = z
  .strictObject({
    content: z.string().meta({ description: "YAML without what the supervisor added." }),
    findings: z.array(Finding).meta({ description: "Redacted values among them: errors." }),
    removed: z.array(z.string()).meta({ description: "Paths of the supervisor's parts." }),
    incomplete: z.array(z.string()).meta({
      description: "Paths to write again: secrets, and options that a Collector does not print.",
    }),
  })
  .meta({ id: "ImportedConfig" });
export type ImportedConfig = z.output<typeof ImportedConfig>;

/** One thing that happened to the agent. */
export const TimelineEntry = z
  .strictObject({
    id: z.string(),
    at: Time,
    kind: z.string().meta({ description: "Stable word, such as `config-failed`." }),
    summary: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: "TimelineEntry" });
export type TimelineEntry = z.output<typeof TimelineEntry>;

/** Newest first. */
export const TimelinePage = pageOf(TimelineEntry).meta({ id: "TimelinePage" });
export type TimelinePage = z.output<typeof TimelinePage>;
