import http from "node:http";
import https from "node:https";
import type { ConnectionOptions } from "node:tls";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { PostAnswer, PostReport } from "../agent/index.js";
import { SERVER_MESSAGE_SIZE_BYTES_MAX } from "./agent-web-socket.js";
import { endpointUrl } from "./endpoint-url.js";

/** Longest wait for an answer to one report. */
export const REQUEST_TIMEOUT_MS = 30_000;
/** Reports of at least this size are sent compressed. */
export const GZIP_SIZE_BYTES_MIN = 1024;

/** Where reports are posted to, and how. */
export interface NodePostOptions {
  /** `http:` or `https:` URL, usually with the path `/v1/opamp`. */
  readonly endpoint: string;
  /** Sent with every request, such as Authorization. */
  readonly headers?: Readonly<Record<string, string>>;
  /** CA, client certificate, versions: as for `tls.connect`. */
  readonly tls?: ConnectionOptions;
  /** Connection pool or proxy tunnel; agents may share one. Default: a pool of its own, kept alive. */
  readonly agent?: http.Agent;
  /** Default REQUEST_TIMEOUT_MS. */
  readonly requestTimeoutMs?: number;
  /** Default SERVER_MESSAGE_SIZE_BYTES_MAX, also after decompression. */
  readonly messageSizeBytesMax?: number;
}

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Posts with node:http or node:https, with gzip in both directions. Throws `bad-argument` for an endpoint that is no such URL. */
export function nodePost(options: NodePostOptions): PostReport {
  const url = endpointUrl(options.endpoint, ["http:", "https:"]);
  const secure = url.protocol === "https:";
  const agent = options.agent ?? new (secure ? https : http).Agent({ keepAlive: true });
  return (body, headers) => {
    const abort = new AbortController();
    const timeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    const timer = setTimeout(
      () => abort.abort(new Error(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const { signal } = abort;
    const post = async () => {
      const packed = body.length >= GZIP_SIZE_BYTES_MIN;
      const payload = packed ? await compress(body) : body;
      const request = (secure ? https : http).request(url, {
        ...options.tls,
        method: "POST",
        agent,
        signal,
        headers: {
          ...options.headers,
          ...headers,
          ...(packed && { "content-encoding": "gzip" }),
          "accept-encoding": "gzip",
          "content-length": payload.length,
        },
      });
      return readAnswer(request, payload, options.messageSizeBytesMax);
    };
    return { answer: post().finally(() => clearTimeout(timer)), abort: () => abort.abort() };
  };
}

function readAnswer(
  request: http.ClientRequest,
  payload: Uint8Array,
  sizeBytesMax = SERVER_MESSAGE_SIZE_BYTES_MAX,
): Promise<PostAnswer> {
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
        const retryAfter = response.headers["retry-after"];
        const body = Buffer.concat(chunks);
        const packed = response.headers["content-encoding"] === "gzip";
        const unpacked = packed ? decompress(body, { maxOutputLength: sizeBytesMax }) : body;
        Promise.resolve(unpacked)
          .then((bytes) => ({
            status: response.statusCode ?? 0,
            body: bytes,
            ...(retryAfter !== undefined && { retryAfter }),
          }))
          .then(resolve, reject);
      });
    });
    request.end(payload);
  });
}
