import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";

/** A request as it goes over the wire. Header lines may come twice. */
export interface OddRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array | null;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The first {@link ANSWER_BYTES_MAX} bytes. */
  readonly text: string;
  readonly ms: number;
}

/** What is read of one answer: a stream of events has no end. */
export const ANSWER_BYTES_MAX = 2_000_000;
/** How long a stream of events is listened to. */
const STREAM_MS = 60;

/** A connection each: one that is kept may be closed by the hub just when it is used again. */
const agent = new Agent({ keepAlive: false });

/** Sends it and reads the answer; null where the request cannot be written down as HTTP. Rejects after `limitMs`. */
export function ask(origin: string, request: OddRequest, limitMs: number): Promise<Answer | null> {
  const { hostname, port } = new URL(origin);
  const { method, path, body } = request;
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const headers = new Map<string, string | string[]>();
    for (const [name, value] of request.headers) {
      const known = headers.get(name);
      headers.set(name, known === undefined ? value : [known, value].flat());
    }
    if (body !== null) headers.set("content-length", String(Buffer.byteLength(body)));
    let sent: ReturnType<typeof httpRequest>;
    try {
      const options = { method, path, headers: Object.fromEntries(headers), agent };
      sent = httpRequest({ hostname, port, ...options });
    } catch {
      return resolve(null);
    }
    const timer = setTimeout(() => {
      sent.destroy();
      reject(new Error(`no answer within ${limitMs} ms`));
    }, limitMs);
    sent.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    sent.on("response", (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      const done = () => {
        clearTimeout(timer);
        const text = Buffer.concat(parts).toString("utf8");
        const { statusCode: status = 0, headers: given } = response;
        resolve({ status, headers: given, text, ms: performance.now() - startedAt });
      };
      const isStream = response.headers["content-type"] === "text/event-stream";
      if (isStream) setTimeout(() => response.destroy(), STREAM_MS);
      response.on("data", (part: Buffer) => {
        size += part.length;
        if (size > ANSWER_BYTES_MAX) response.destroy();
        else parts.push(part);
      });
      response.on("error", () => undefined);
      response.on("close", done);
    });
    sent.end(body ?? undefined);
  });
}

/** Sends bytes that need be no HTTP; resolves with what came back until the hub closed, or `limitMs` passed. */
export function knock(origin: string, bytes: Uint8Array, limitMs: number): Promise<string | null> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const parts: Buffer[] = [];
    const timer = setTimeout(() => {
      resolve(null);
      socket.destroy();
    }, limitMs);
    socket.on("data", (part) => parts.push(part));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(Buffer.concat(parts).toString("latin1"));
    });
    socket.end(bytes);
  });
}
