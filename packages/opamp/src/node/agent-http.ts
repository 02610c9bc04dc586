import http from "node:http";
import https from "node:https";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { PostAnswer, PostReport } from "../agent/index.js";
import { checkProxy, type NodeConnectionOptions, tunnelTo } from "./agent-connection.js";
import { tlsConnectionOptions } from "./agent-tls.js";
import { SERVER_MESSAGE_SIZE_BYTES_MAX } from "./agent-web-socket.js";
import { endpointUrl } from "./endpoint-url.js";
import { REDIRECTS_MAX, redirectOf } from "./redirect.js";

/** Longest wait for an answer to one report. */
export const REQUEST_TIMEOUT_MS = 30_000;
/** Reports of at least this size are sent compressed. */
export const GZIP_SIZE_BYTES_MIN = 1024;

/** Statuses that ask for the same request elsewhere; the others would make a GET of it. */
const REDIRECT_STATUSES = [307, 308];

/** Where reports are posted to, and how. */
export interface NodePostOptions extends NodeConnectionOptions {
  /** `http:` or `https:` URL, usually with the path `/v1/opamp`. */
  readonly endpoint: string;
  /** Default REQUEST_TIMEOUT_MS. */
  readonly requestTimeoutMs?: number;
  /** Default SERVER_MESSAGE_SIZE_BYTES_MAX, also after decompression. */
  readonly messageSizeBytesMax?: number;
}

const compress = promisify(gzip);
const decompress = promisify(gunzip);

interface Answered extends PostAnswer {
  readonly location?: string;
}

/**
 * Posts with node:http or node:https, with gzip in both directions. Redirects with 307 and 308 are followed,
 * REDIRECTS_MAX at most, never from https to http; one for good is remembered. Throws `bad-argument` for an
 * endpoint or a proxy that is no such URL.
 */
export function nodePost(options: NodePostOptions): PostReport {
  const first = endpointUrl(options.endpoint, ["http:", "https:"]);
  checkProxy(options);
  const agentFor = pools(options);
  const sizeBytesMax = options.messageSizeBytesMax ?? SERVER_MESSAGE_SIZE_BYTES_MAX;
  let endpoint = first;
  return (body, headers) => {
    const abort = new AbortController();
    const timeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    const timer = setTimeout(
      () => abort.abort(new Error(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const request = (url: URL, payload: Uint8Array, packed: boolean) =>
      post(url, payload, sizeBytesMax, {
        ...tlsConnectionOptions(options.tls),
        method: "POST",
        agent: agentFor(url),
        signal: abort.signal,
        headers: {
          ...(url.host === first.host && options.headers),
          ...headers,
          ...(packed && { "content-encoding": "gzip" }),
          "accept-encoding": "gzip",
          "content-length": payload.length,
        },
      });
    const exchange = async (): Promise<PostAnswer> => {
      const packed = body.length >= GZIP_SIZE_BYTES_MIN;
      const payload = packed ? await compress(body) : body;
      let url = endpoint;
      for (let redirects = 0; ; redirects += 1) {
        const answer = await request(url, payload, packed);
        const redirect = redirectOf(url, answer.status, answer.location, REDIRECT_STATUSES);
        if (!redirect || redirects >= REDIRECTS_MAX) return answer;
        url = redirect.url;
        if (redirect.isPermanent && redirects === 0) endpoint = url;
      }
    };
    return { answer: exchange().finally(() => clearTimeout(timer)), abort: () => abort.abort() };
  };
}

/** One pool of kept connections per origin, unless the caller brings his. */
function pools(options: NodePostOptions): (url: URL) => http.Agent {
  const made = new Map<string, http.Agent>();
  return (url) => {
    if (options.agent) return options.agent;
    const kept = made.get(url.origin);
    if (kept) return kept;
    const secure = url.protocol === "https:";
    const pool = tunnelTo(url, options) ?? new (secure ? https : http).Agent({ keepAlive: true });
    made.set(url.origin, pool);
    return pool;
  };
}

function post(
  url: URL,
  payload: Uint8Array,
  sizeBytesMax: number,
  options: https.RequestOptions,
): Promise<Answered> {
  const request = (url.protocol === "https:" ? https : http).request(url, options);
  return new Promise((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("error", reject);
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > sizeBytesMax) {
          request.destroy(new Error(`the answer is larger than ${sizeBytesMax} bytes`));
        }
        chunks.push(chunk);
      });
      response.on("end", () => {
        const { location } = response.headers;
        const retryAfter = response.headers["retry-after"];
        const body = Buffer.concat(chunks);
        const packed = response.headers["content-encoding"] === "gzip";
        const unpacked = packed ? decompress(body, { maxOutputLength: sizeBytesMax }) : body;
        Promise.resolve(unpacked)
          .then((bytes) => ({
            status: response.statusCode ?? 0,
            body: bytes,
            ...(retryAfter !== undefined && { retryAfter }),
            ...(location !== undefined && { location }),
          }))
          .then(resolve, reject);
      });
    });
    request.end(payload);
  });
}
