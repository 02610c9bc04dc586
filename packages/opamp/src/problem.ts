/**
 * Why something from the other side was not accepted. A closed set: surfaces map each code once.
 *
 * - `text-frame`: a WebSocket text message where OpAMP has binary ones only (T-09)
 * - `frame-header`: the varint before the message is not 0, too long or cut off (T-04, T-08)
 * - `too-large`: more bytes than a limit allows (T-10, T-16, T-17)
 * - `malformed`: the bytes are not the protobuf message they should be
 * - `too-deep`, `too-many-fields`, `too-many-entries`: structure beyond a limit (E-05, X-07)
 * - `instance-uid`: not 16 bytes, or not the text of a UUID (I-01)
 * - `too-many-agents`: one socket speaks for more agents than it may (T-13)
 * - `busy`: no room now for more: reports that wait for an answer, HTTP bodies, messages that arrived in part
 * - `content-type`, `content-encoding`, `method`, `body`: the HTTP request around the message
 */
export type OpampProblemCode =
  | "text-frame"
  | "frame-header"
  | "too-large"
  | "malformed"
  | "too-deep"
  | "too-many-fields"
  | "too-many-entries"
  | "instance-uid"
  | "too-many-agents"
  | "busy"
  | "content-type"
  | "content-encoding"
  | "method"
  | "body";

/**
 * Every limit that input can meet, by its name among `OpampLimits`, `ServerLimits` and the options of the
 * HTTP server around them (`headersTimeoutMs`). A closed set, fit to be a label of a metric.
 */
export type LimitName =
  | "messageSizeBytesMax"
  | "topLevelFieldsMax"
  | "nestingDepthMax"
  | "mapEntriesMax"
  | "listItemsMax"
  | "componentsMax"
  | "partFieldsMax"
  | "textSizeBytesMax"
  | "replySizeBytesMax"
  | "connectionsMax"
  | "socketsPerAddressMax"
  | "handshakesPerSecondMax"
  | "handshakesPerSecondPerAddressMax"
  | "requestsMax"
  | "bodiesSizeBytesMax"
  | "arrivingSizeBytesMax"
  | "agentsPerSocketMax"
  | "sendQueueSizeBytesMax"
  | "waitingReportsMax"
  | "waitingSizeBytesMax"
  | "headersTimeoutMs";

/** An expected failure. `message` names the place and, where one was met, the limit; it holds no content. */
export interface OpampProblem {
  readonly code: OpampProblemCode;
  readonly message: string;
  /** The limit that was met, for counting. */
  readonly limit?: LimitName;
}

/** Either a value or the reason why there is none. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: OpampProblem };

/** Wraps a value. */
export function accepted<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps a reason. */
export function refused(code: OpampProblemCode, message: string, limit?: LimitName): Result<never> {
  return { ok: false, problem: { code, message, ...(limit !== undefined && { limit }) } };
}

/**
 * What {@link OpampError} can say.
 *
 * - `bad-limit`: a limit is not a whole number in its bounds
 * - `bad-argument`: a caller broke the contract of a function
 * - `exclusive-fields`: a ServerToAgent carries fields that exclude each other (X-03, M-01)
 */
export type OpampErrorCode = "bad-limit" | "bad-argument" | "exclusive-fields";

/** Thrown for mistakes of the calling program only; what a peer sends never throws. */
export class OpampError extends Error {
  override readonly name = "OpampError";
  readonly code: OpampErrorCode;

  constructor(code: OpampErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
