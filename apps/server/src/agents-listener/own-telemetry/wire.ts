import { create, fromBinary, fromJsonString, toBinary, toJsonString } from "@bufbuild/protobuf";
import {
  type ExportMetricsServiceRequest,
  ExportMetricsServiceRequestSchema,
  ExportMetricsServiceResponseSchema,
  StatusSchema,
} from "../../gen/opentelemetry/collector/metrics/v1/metrics_service_pb.js";
import { countMessages, countObjects } from "./count-messages.js";

/** The two encodings of OTLP over HTTP. */
export type OtlpEncoding = "protobuf" | "json";

export const CONTENT_TYPE_OF: Readonly<Record<OtlpEncoding, string>> = {
  protobuf: "application/x-protobuf",
  json: "application/json",
};

/** The encoding that a Content-Type names; null for any other. */
export function encodingOf(contentType: string | undefined): OtlpEncoding | null {
  const named = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (named === CONTENT_TYPE_OF.protobuf) return "protobuf";
  return named === CONTENT_TYPE_OF.json ? "json" : null;
}

/** The request; `too-many` where it has more messages than `messagesMax`, null where the bytes are none. */
export function decodeRequest(
  bytes: Uint8Array,
  encoding: OtlpEncoding,
  messagesMax: number,
): ExportMetricsServiceRequest | "too-many" | null {
  try {
    if (encoding === "protobuf") {
      const schema = ExportMetricsServiceRequestSchema;
      if (countMessages(schema, bytes, messagesMax) > messagesMax) return "too-many";
      return fromBinary(schema, bytes, { readUnknownFields: false });
    }
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (countObjects(text, messagesMax) > messagesMax) return "too-many";
    return fromJsonString(ExportMetricsServiceRequestSchema, text, { ignoreUnknownFields: true });
  } catch {
    return null;
  }
}

/** The answer to an export; without `rejected` all of it was taken. */
export function encodeResponse(
  encoding: OtlpEncoding,
  rejected: { readonly points: number; readonly message: string } | null,
): Uint8Array {
  const response = create(
    ExportMetricsServiceResponseSchema,
    rejected === null
      ? {}
      : {
          partialSuccess: {
            rejectedDataPoints: BigInt(rejected.points),
            errorMessage: rejected.message,
          },
        },
  );
  return encoding === "protobuf"
    ? toBinary(ExportMetricsServiceResponseSchema, response)
    : new TextEncoder().encode(toJsonString(ExportMetricsServiceResponseSchema, response));
}

/** Codes of `google.rpc.Status` that are used. */
export const RPC_CODE = {
  invalid: 3,
  exhausted: 8,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** The body of a refusal. */
export function encodeStatus(encoding: OtlpEncoding, code: number, message: string): Uint8Array {
  const status = create(StatusSchema, { code, message });
  return encoding === "protobuf"
    ? toBinary(StatusSchema, status)
    : new TextEncoder().encode(toJsonString(StatusSchema, status));
}
