import type { IncomingMessage, ServerResponse } from "node:http";
import {
  OWN_METRICS_PATH,
  type Peer,
  StoreUnavailable,
  type TelemetryDesk,
} from "@fleethub/control-plane";
import type { AdmitSender } from "./admit-senders.js";
import type { LoadGate } from "../load-gate.js";
import type { AgentsRoute } from "../routes.js";
import { INTAKE_LIMITS, type IntakeLimits, RETRY_AFTER_SECONDS } from "./limits.js";
import { readBody } from "./read-body.js";
import { readExport, type SenderExport } from "./read-export.js";
import {
  CONTENT_TYPE_OF,
  decodeRequest,
  encodeResponse,
  encodeStatus,
  encodingOf,
  type OtlpEncoding,
  RPC_CODE,
} from "./wire.js";

export interface MetricsRouteOptions {
  readonly desk: Pick<TelemetryDesk, "take">;
  readonly gate: Pick<LoadGate, "refuseFor">;
  /** Who sends, before anything is read; default: everybody may, of everybody. */
  readonly admit?: AdmitSender;
  /** Differences from `INTAKE_LIMITS`. */
  readonly limits?: Partial<IntakeLimits>;
  /** Told how each request was answered, for counting. */
  answered?(status: number): void;
}

interface Answer {
  readonly status: number;
  readonly body: Uint8Array;
  readonly retryAfterSeconds?: number;
}

/**
 * OTLP over HTTP for agents' own metrics: protobuf and JSON, gzip. What belongs to nobody known here is answered as a
 * partial success with the reason, which exporters log and do not send again; what there is no room for now as 429.
 */
export function metricsRoute(options: MetricsRouteOptions): AgentsRoute {
  const { desk, gate } = options;
  const limits = { ...INTAKE_LIMITS, ...options.limits };
  let bodiesAtOnce = 0;

  const take = async (
    request: IncomingMessage,
    encoding: OtlpEncoding,
    peer: Peer | undefined,
  ): Promise<Answer> => {
    const refuse = (status: number, code: number, why: string): Answer => ({
      status,
      body: encodeStatus(encoding, code, why),
      ...(status >= 429 && { retryAfterSeconds: RETRY_AFTER_SECONDS }),
    });
    const read = await readBody(request, limits);
    if (!read.ok) {
      const code = read.status === 413 ? RPC_CODE.exhausted : RPC_CODE.invalid;
      return refuse(read.status, code, read.why);
    }
    const decoded = decodeRequest(read.bytes, encoding, limits.messagesMax);
    if (decoded === "too-many") {
      const why = `More than ${limits.messagesMax} messages are in one request. Send fewer numbers at once.`;
      return refuse(413, RPC_CODE.exhausted, why);
    }
    if (decoded === null) {
      const why = `The body is no ExportMetricsServiceRequest as ${CONTENT_TYPE_OF[encoding]}.`;
      return refuse(400, RPC_CODE.invalid, why);
    }
    const own = readExport(decoded, limits);
    if (!own.ok) return refuse(413, RPC_CODE.exhausted, own.why);
    try {
      const refused = await takeAll(desk, own.senders, peer);
      if (refused?.passes) return refuse(429, RPC_CODE.exhausted, refused.message);
      return { status: 200, body: encodeResponse(encoding, refused) };
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      const why = "The hub cannot look this agent up just now; its database is away.";
      return refuse(503, RPC_CODE.unavailable, why);
    }
  };

  const answer = async (request: IncomingMessage): Promise<[OtlpEncoding, Answer]> => {
    const encoding = encodingOf(request.headers["content-type"]);
    if (encoding === null) {
      const why = `Send OTLP as ${CONTENT_TYPE_OF.protobuf} or ${CONTENT_TYPE_OF.json}.`;
      return ["json", { status: 415, body: encodeStatus("json", RPC_CODE.invalid, why) }];
    }
    const wait = gate.refuseFor();
    if (wait !== null) {
      const body = encodeStatus(
        encoding,
        RPC_CODE.unavailable,
        "The hub is busy. Come back later.",
      );
      return [encoding, { status: 503, body, retryAfterSeconds: wait }];
    }
    if (bodiesAtOnce >= limits.bodiesAtOnceMax) {
      const why = `${limits.bodiesAtOnceMax} bodies are being taken already. Come back later.`;
      const body = encodeStatus(encoding, RPC_CODE.exhausted, why);
      return [encoding, { status: 429, body, retryAfterSeconds: RETRY_AFTER_SECONDS }];
    }
    const sender = await options.admit?.(request);
    if (sender !== undefined && "why" in sender) {
      const { status, why, retryAfterSeconds } = sender;
      const code = status === 401 ? RPC_CODE.unauthenticated : RPC_CODE.unavailable;
      const body = encodeStatus(encoding, code, why);
      return [
        encoding,
        { status, body, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
      ];
    }
    bodiesAtOnce += 1;
    try {
      return [encoding, await take(request, encoding, sender)];
    } finally {
      bodiesAtOnce -= 1;
    }
  };

  return {
    path: OWN_METRICS_PATH,
    summary: "agents' own metrics, OTLP over HTTP",
    recordsAttempts: false,
    answer(request, response) {
      if (request.method !== "POST") {
        const body = encodeStatus("json", RPC_CODE.unimplemented, "Send OTLP with POST.");
        write(request, response, "json", { status: 405, body }, { allow: "POST" });
        options.answered?.(405);
        return;
      }
      answer(request).then(
        ([encoding, given]) => {
          write(request, response, encoding, given);
          options.answered?.(given.status);
        },
        () => {
          // The request broke off, or a part of the hub did: whoever sent it sends it again.
          options.answered?.(500);
          response.destroy();
        },
      );
    },
  };
}

async function takeAll(
  desk: Pick<TelemetryDesk, "take">,
  senders: readonly SenderExport[],
  peer: Peer | undefined,
): Promise<{
  readonly points: number;
  readonly message: string;
  /** Sent again later it may be taken. */
  readonly passes: boolean;
} | null> {
  let points = 0;
  let message = "";
  let passes = false;
  for (const sender of senders) {
    const taken =
      sender.uid === ""
        ? ({ kind: "refused", because: "unknown-agent", reason: NO_SENDER } as const)
        : await desk.take(sender, peer);
    if (taken.kind !== "refused") continue;
    points += sender.points;
    if (message === "") message = taken.reason;
    if (taken.because === "too-much") passes = true;
  }
  return message === "" ? null : { points, message, passes };
}

const NO_SENDER = "The resource has no service.instance.id.";

function write(
  request: IncomingMessage,
  response: ServerResponse,
  encoding: OtlpEncoding,
  { status, body, retryAfterSeconds }: Answer,
  headers: Readonly<Record<string, string>> = {},
): void {
  // What was not read would stand before the next request on this connection.
  const isUnread = !request.complete;
  response.writeHead(status, {
    "content-type": CONTENT_TYPE_OF[encoding],
    "content-length": body.length,
    ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
    ...(isUnread && { connection: "close" }),
    ...headers,
  });
  response.end(body);
  if (isUnread) request.resume();
}
