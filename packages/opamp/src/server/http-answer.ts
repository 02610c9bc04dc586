import { type ServerErrorResponse, ServerErrorResponseType } from "../messages.js";

/** An HTTP response; nothing may be added to the content type, since clients compare it exactly. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const NANOSECONDS_PER_SECOND = 1_000_000_000n;
const RETRY_AFTER_SECONDS_DEFAULT = 30n;

/** An encoded ServerToAgent as a response (T-14). */
export function replyAnswer(
  status: number,
  body: Uint8Array,
  error: ServerErrorResponse | undefined,
): HttpAnswer {
  const retryAfter = status === 503 ? { "retry-after": String(retryAfterSeconds(error)) } : {};
  return { status, headers: { "content-type": "application/x-protobuf", ...retryAfter }, body };
}

/** A refusal before OpAMP was spoken, as one line of text. */
export function refusalAnswer(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...headers },
    body: new TextEncoder().encode(`${message}\n`),
  };
}

/** The HTTP status that says the same as an error_response. */
export function statusOf(error: ServerErrorResponse | undefined): number {
  switch (error?.type) {
    case undefined:
      return 200;
    case ServerErrorResponseType.BadRequest:
      return 400;
    case ServerErrorResponseType.Unavailable:
      return 503;
    default:
      return 500;
  }
}

function retryAfterSeconds(error: ServerErrorResponse | undefined): bigint {
  if (error?.Details.case !== "retryInfo") return RETRY_AFTER_SECONDS_DEFAULT;
  const nanoseconds = error.Details.value.retryAfterNanoseconds;
  return (nanoseconds + NANOSECONDS_PER_SECOND - 1n) / NANOSECONDS_PER_SECOND;
}
