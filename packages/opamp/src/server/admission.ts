/** Request headers by lower-case name; of a header sent twice the values as the platform joins them. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What is known of a request before it is upgraded or its body is read. */
export interface AdmissionRequest {
  readonly transport: "websocket" | "http";
  readonly remoteAddress: string;
  readonly headers: RequestHeaders;
  /** The platform's own request, where a shell hands it over; `clientCertificateOf` of `./node` reads one. */
  readonly platformRequest?: unknown;
}

/** Whether a request goes on, and as whom. */
export type Admission<Identity> =
  | { readonly admitted: true; readonly identity: Identity }
  | {
      readonly admitted: false;
      /** 401 for credentials (T-02), 403, 429 or 503 for overload (T-23). */
      readonly status: 401 | 403 | 429 | 503;
      /** One line for the person who reads the agent's log; sent as the body. */
      readonly message: string;
      /** Whole seconds; advised with 429 and 503. */
      readonly retryAfterSeconds?: number;
      /** Such as WWW-Authenticate. */
      readonly headers?: Readonly<Record<string, string>>;
    };

/**
 * Decides on every handshake and every POST, before anything is upgraded, decompressed or decoded.
 * A rejection of the promise counts as 503.
 */
export type Admit<Identity> = (
  request: AdmissionRequest,
) => Admission<Identity> | Promise<Admission<Identity>>;

/** The value of a header that is to be there once; undefined when absent, the first when repeated. */
export function headerOf(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" || value === undefined ? value : value[0];
}

/** True when Accept-Encoding allows gzip: named or `*`, with a q above 0 (T-18). */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  if (acceptEncoding === undefined) return false;
  let any: boolean | undefined;
  let named: boolean | undefined;
  for (const item of acceptEncoding.toLowerCase().split(",")) {
    const [coding = "", ...parameters] = item.split(";").map((text) => text.trim());
    const q = parameters.find((parameter) => /^q\s*=/.test(parameter))?.split("=")[1];
    const allowed = q === undefined || Number(q) > 0;
    if (coding === "gzip" || coding === "x-gzip") named = allowed;
    if (coding === "*") any = allowed;
  }
  return named ?? any ?? false;
}
