import type { ApprovalDetail } from "@fleethub/api";
import { previewLines } from "../rollout/preview-lines.js";

const STANDS: { readonly [State in ApprovalDetail["state"]]: (request: ApprovalDetail) => string } =
  {
    waiting: ({ expiresAt }) => `It waits for an answer until ${expiresAt}.`,
    changed: ({ expiresAt }) =>
      `It comes to something else than was asked for first, and waits for an answer until ${expiresAt}.`,
    approved: ({ answeredBy, answeredAt }) => `${answeredBy?.name} approved it at ${answeredAt}.`,
    rejected: ({ answeredBy, answeredAt }) => `${answeredBy?.name} rejected it at ${answeredAt}.`,
    withdrawn: ({ answeredAt }) => `It was withdrawn at ${answeredAt}.`,
    expired: ({ expiresAt }) => `It expired at ${expiresAt}.`,
    "break-glass": ({ answeredBy, answeredAt, glass }) =>
      `${answeredBy?.name} did it without approval at ${answeredAt}: ${glass?.reason} ${
        glass?.acknowledgedBy === null
          ? "No approver has looked at it yet."
          : `${glass?.acknowledgedBy.name} looked at it.`
      }`,
  };

/** One request for people: what is asked for, what it would do, what was said. */
export function requestLines(request: ApprovalDetail): readonly string[] {
  const { number, title, message, requestedBy, reasons, preview, events, whyNot } = request;
  const result =
    request.result === null ? [] : [`It led to ${request.result.kind} ${request.result.id}.`];
  return [
    `Request ${number}: ${title} (${request.state})`,
    `${requestedBy.name}: ${message}`,
    STANDS[request.state](request),
    ...result,
    ...section("Why it needs approval", reasons),
    ...section("What it does", preview === null ? [] : previewLines(preview).slice(0, -1)),
    ...section(
      "Said",
      events
        .filter(({ kind, text }) => kind !== "asked" && text !== "")
        .map(({ by, kind, text, at }) => `${at} ${by.name} (${kind}): ${text}`),
    ),
    ...(whyNot === null ? [] : [whyNot]),
    ...(request.mayAnswer
      ? [`Approve what is told here: fleethub approvals approve ${number} --hash ${request.hash}`]
      : []),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}
