import {
  type Approval,
  type ApprovalDetail,
  type ApprovalParty,
  isPreviewVerb,
} from "@fleethub/api";
import type {
  ApprovalOutcome,
  ApprovalParty as Party,
  ApprovalRecord,
  SeenRequest,
} from "@fleethub/control-plane";
import { presentPreview } from "./preview.js";
import { timeOf } from "./time.js";

/** A request as lists show it. */
export function presentApproval({ record, state, mayAnswer, whyNot }: SeenRequest): Approval {
  const { id, number, verb, title, message, agents, hash, outcome, version } = record;
  const isDone = outcome !== null;
  return {
    id,
    number,
    state,
    verb: isPreviewVerb(verb) ? verb : "start-rollout",
    title,
    message,
    groups: [...record.groups],
    reasons: [...record.reasons],
    agents,
    hash,
    requestedBy: presentParty(record.requestedBy),
    requestedAt: timeOf(record.requestedAt),
    expiresAt: timeOf(record.expiresAt),
    changedAt: record.changedAt === null ? null : timeOf(record.changedAt),
    answeredBy: isDone ? presentParty(outcome.by) : null,
    answeredAt: isDone ? timeOf(outcome.at) : null,
    glass: outcome?.kind === "break-glass" ? presentGlass(outcome) : null,
    result: outcome?.result ?? null,
    mayAnswer,
    whyNot,
    version,
  };
}

/** A request with what it would do and what was said about it. */
export function presentApprovalDetail(seen: SeenRequest<ApprovalRecord>): ApprovalDetail {
  const { asked, preview, texts, events } = seen.record.detail;
  return {
    ...presentApproval(seen),
    input: { ...asked },
    preview: preview === null ? null : presentPreview(preview),
    texts: texts.map((text) => ({ ...text })),
    events: events.map(({ at, kind, by, text }) => ({
      at: timeOf(at),
      kind,
      by: presentParty(by),
      text,
    })),
  };
}

function presentGlass({ text, acknowledged }: ApprovalOutcome): Approval["glass"] {
  return {
    reason: text,
    acknowledgedBy: acknowledged === null ? null : presentParty(acknowledged.by),
    acknowledgedAt: acknowledged === null ? null : timeOf(acknowledged.at),
  };
}

const presentParty = ({ kind, id, name }: Party): ApprovalParty => ({ kind, id, name });
