import { z } from "zod";
import { Name, RevisionNumber } from "./primitives.js";

/** `error`: no Collector starts with it, or the named agent cannot. */
export const Severity = z.enum(["error", "warning", "info"]).meta({ id: "Severity" });
export type Severity = z.output<typeof Severity>;

/** One thing that is wrong or unwise in a configuration, where it is, and what to do. */
export const Finding = z
  .strictObject({
    severity: Severity,
    code: z.string().meta({ description: "Stable slug, such as `unknown-exporter`." }),
    line: z.int().min(1).nullable().meta({ description: "Counted from 1; null: the whole text." }),
    column: z.int().min(1).nullable(),
    path: z.string().meta({ description: "Where in the configuration, keys joined with `.`." }),
    message: z.string(),
    remedy: z.string(),
    policy: z.string().optional().meta({ description: "Name of the policy, on `policy` alone." }),
    layer: z
      .strictObject({ configuration: Name, revision: RevisionNumber, line: z.int().min(1) })
      .optional()
      .meta({
        description: "Where it was written, where that is a layer and not the text itself.",
      }),
  })
  .meta({ id: "Finding" });
export type Finding = z.output<typeof Finding>;
