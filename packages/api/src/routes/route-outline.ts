/** Prefix of every route. */
export const API_PREFIX = "/api/v1";

/** One route without its schemas, so that a client can be built without them. */
export interface RouteOutline {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below {@link API_PREFIX}; `{name}` marks a parameter. */
  readonly path: string;
  /** What a caller must be allowed to do; the one seam of authorisation. */
  readonly action: string;
  /** The verb of the control plane that it runs; null reads. */
  readonly verb: string | null;
  /** A POST that writes nothing. */
  readonly dry?: true;
  /** Status of the answer when it went well. */
  readonly status: 200 | 201 | 202 | 204;
  /** Takes `If-Match`. */
  readonly conditional?: true;
  /** Takes `Idempotency-Key`. */
  readonly creates?: true;
  /** Media type of the answer where it is not JSON. */
  readonly media?: "text/event-stream" | "application/x-ndjson" | "text/html";
}
