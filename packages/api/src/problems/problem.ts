import { z } from "zod";
import { Finding } from "../schemas/finding.js";
import { PreviewApproval } from "../schemas/preview.js";
import { PROBLEM_SLUGS, PROBLEM_TYPES, type ProblemType } from "./types.js";

/** Media type of every answer that is an error (RFC 9457). */
export const PROBLEM_MEDIA_TYPE = "application/problem+json";

/** One place in the request that is wrong. */
export const ProblemError = z
  .strictObject({
    pointer: z
      .string()
      .optional()
      .meta({ description: "JSON pointer into the body; `?name` and `{name}` for parameters." }),
    line: z.int().min(1).optional(),
    column: z.int().min(1).optional(),
    message: z.string(),
    remedy: z.string(),
  })
  .meta({ id: "ProblemError" });
export type ProblemError = z.output<typeof ProblemError>;

/** A refusal that a person can act on. */
export const Problem = z
  .strictObject({
    type: z.enum(PROBLEM_SLUGS),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What to do." }),
    requestId: z.string().optional(),
    errors: z.array(ProblemError).optional(),
    findings: z.array(Finding).optional(),
    capability: z.string().optional(),
    agents: z.int().optional().meta({ description: "How many would really be reached." }),
    role: z.string().optional().meta({ description: "The least role that would do." }),
    approval: PreviewApproval.optional(),
    current: z.unknown().optional().meta({ description: "The resource as it is now." }),
  })
  .meta({ id: "Problem" });
export type Problem = z.output<typeof Problem>;

/** Members of a problem besides those that follow from its type. */
export type ProblemExtra = Partial<
  Pick<
    Problem,
    "requestId" | "errors" | "findings" | "capability" | "agents" | "role" | "approval" | "current"
  >
>;

/** A problem of this type with its title and status from the table. */
export function problem(type: ProblemType, detail: string, extra: ProblemExtra = {}): Problem {
  const { title, status } = PROBLEM_TYPES[type];
  return { type, title, status, detail, ...extra };
}
