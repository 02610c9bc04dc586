import { z } from "zod";
import { PREVIEW_VERBS } from "../routes/previews.js";
import { Preview } from "./preview.js";
import { Name, pageOf, Time } from "./primitives.js";
import { TEXT_LENGTH_MAX } from "../limits.js";

/** Where an approval request stands. */
export const ApprovalState = z
  .enum(["waiting", "changed", "approved", "rejected", "withdrawn", "expired", "break-glass"])
  .meta({
    id: "ApprovalState",
    description:
      "`changed`: it waits, and what it comes to is something else than what was asked for first. `break-glass`: done without approval.",
  });
export type ApprovalState = z.output<typeof ApprovalState>;

/** A state, or `open` for those that can still be answered. */
export const ApprovalFilter = z.enum(["open", ...ApprovalState.options]);
export type ApprovalFilter = z.output<typeof ApprovalFilter>;

/** Somebody who asks or answers. */
export const ApprovalParty = z
  .strictObject({
    kind: z.enum(["person", "token", "hub"]),
    id: z.string(),
    name: z.string(),
  })
  .meta({ id: "ApprovalParty" });
export type ApprovalParty = z.output<typeof ApprovalParty>;

/** A change that was made without approval, in an emergency. */
export const BrokenGlass = z
  .strictObject({
    reason: z.string(),
    acknowledgedBy: ApprovalParty.nullable().meta({
      description: "Null: no approver has looked at it yet.",
    }),
    acknowledgedAt: Time.nullable(),
  })
  .meta({ id: "BrokenGlass" });
export type BrokenGlass = z.output<typeof BrokenGlass>;

/** Somebody asks that a change of a protected group be made. */
export const Approval = z
  .strictObject({
    id: z.string(),
    number: z.int().min(1).meta({ description: "What people call it by." }),
    state: ApprovalState,
    verb: z.enum(PREVIEW_VERBS),
    title: z.string().meta({ description: "What is asked for, in one line." }),
    message: z.string(),
    groups: z.array(Name).meta({ description: "The protected groups that it touches." }),
    reasons: z.array(z.string()).meta({ description: "Why it needs approval, in sentences." }),
    agents: z.int().min(0).meta({ description: "Agents whose state it changes." }),
    hash: z.string().meta({
      description:
        "Of the verb, its input and everything that it comes to: what an approval is given for.",
    }),
    requestedBy: ApprovalParty,
    requestedAt: Time,
    expiresAt: Time,
    changedAt: Time.nullable().meta({ description: "When it was found to come to another thing." }),
    answeredBy: ApprovalParty.nullable(),
    answeredAt: Time.nullable(),
    glass: BrokenGlass.nullable(),
    result: z
      .strictObject({ kind: z.string(), id: z.string() })
      .nullable()
      .meta({ description: "What came of it, such as a rollout; null while nothing did." }),
    mayAnswer: z.boolean().meta({ description: "The caller may approve it." }),
    whyNot: z.string().nullable().meta({ description: "Why the caller may not approve it." }),
    version: z.int().min(1),
  })
  .meta({ id: "Approval" });
export type Approval = z.output<typeof Approval>;

/** One step of a request's life. */
export const ApprovalEvent = z
  .strictObject({
    at: Time,
    kind: z.enum([
      "asked",
      "commented",
      "changed",
      "approved",
      "rejected",
      "withdrawn",
      "break-glass",
      "acknowledged",
    ]),
    by: ApprovalParty,
    text: z.string().meta({ description: "What was said; may be empty." }),
  })
  .meta({ id: "ApprovalEvent" });
export type ApprovalEvent = z.output<typeof ApprovalEvent>;

/** A request with what it would do and what was said about it. */
export const ApprovalDetail = Approval.extend({
  input: z.record(z.string(), z.unknown()).meta({ description: "What the verb is asked with." }),
  preview: Preview.nullable().meta({
    description: "What it would do, as it was worked out for `hash`.",
  }),
  texts: z
    .array(
      z.strictObject({
        configuration: Name,
        from: z.int().min(1).nullable().meta({ description: "Null: it is new there." }),
        to: z.int().min(1),
      }),
    )
    .meta({ description: "Revisions whose texts can be compared." }),
  events: z.array(ApprovalEvent).meta({ description: "Oldest first." }),
}).meta({ id: "ApprovalDetail" });
export type ApprovalDetail = z.output<typeof ApprovalDetail>;

/** Newest first. */
export const ApprovalPage = pageOf(Approval).meta({ id: "ApprovalPage" });
export type ApprovalPage = z.output<typeof ApprovalPage>;

const said = z.string().trim().max(TEXT_LENGTH_MAX);
const reason = said.min(1, "say why");

/** Asks for approval of a write: the same shape as a preview, with a message for whoever answers. */
export const ApprovalCreate = z
  .strictObject({
    verb: z.enum(PREVIEW_VERBS).meta({ description: "`x-verb` of the route that would be asked." }),
    input: z.record(z.string(), z.unknown()).meta({ description: "As for `/preview`." }),
    message: said.min(1, "say what it is for").meta({ description: "For those who answer." }),
  })
  .meta({ id: "ApprovalCreate" });
export type ApprovalCreate = z.output<typeof ApprovalCreate>;

/** Approves what was looked at. */
export const ApprovalApprove = z
  .strictObject({
    hash: z.string().max(128).meta({
      description: "`hash` of the request as it was read; another one is answered 409.",
    }),
    comment: said.default(""),
  })
  .meta({ id: "ApprovalApprove" });
export type ApprovalApprove = z.output<typeof ApprovalApprove>;

export const ApprovalReject = z.strictObject({ reason }).meta({ id: "ApprovalReject" });
export type ApprovalReject = z.output<typeof ApprovalReject>;

export const ApprovalWithdraw = z
  .strictObject({ comment: said.default("") })
  .meta({ id: "ApprovalWithdraw" });
export type ApprovalWithdraw = z.output<typeof ApprovalWithdraw>;

export const ApprovalComment = z
  .strictObject({ text: said.min(1, "say something") })
  .meta({ id: "ApprovalComment" });
export type ApprovalComment = z.output<typeof ApprovalComment>;

/** Does it at once, without approval. */
export const ApprovalBreakGlass = z
  .strictObject({
    reason: reason.meta({ description: "Stays in the audit log and in everyone's console." }),
  })
  .meta({ id: "ApprovalBreakGlass" });
export type ApprovalBreakGlass = z.output<typeof ApprovalBreakGlass>;

/** An approver has looked at what was done without approval. */
export const ApprovalAcknowledge = z
  .strictObject({ comment: said.default("") })
  .meta({ id: "ApprovalAcknowledge" });
export type ApprovalAcknowledge = z.output<typeof ApprovalAcknowledge>;
