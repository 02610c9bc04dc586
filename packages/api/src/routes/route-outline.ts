/** Prefix of every route. */
export const API_PREFIX = "/api/v1";

/** One route without its schemas, so that a client can be built without them. */
export interface RouteOutline {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below {@link API_PREFIX}; `{name}` marks a parameter. */
  readonly path: string;
  /**
   * What a caller must be allowed to do; the one seam of authorisation. `own`: everyone signed in, about himself;
   * `public`: everyone.
   */
  readonly action: string;
  /** The verb of the control plane that it runs; null reads, or does what `act` names. */
  readonly verb: string | null;
  /** A write that no verb of the fleet does, which has no preview: what the audit calls it. */
  readonly act?: string;
  /** A POST that writes nothing. */
  readonly dry?: true;
  /** A write that is no change of the fleet by itself: it has no dry run and needs no approval. */
  readonly noPreview?: true;
  /** Status of the answer when it went well. */
  readonly status: 200 | 201 | 202 | 204;
  /** Takes `If-Match`. */
  readonly conditional?: true;
  /** Takes `Idempotency-Key`. */
  readonly creates?: true;
  /** Media type of the answer where it is not JSON. */
  readonly media?:
    | "text/event-stream"
    | "application/x-ndjson"
    | "application/x-pem-file"
    | "text/html";
}
