import {
  type AgentSocket,
  type AgentSocketEvents,
  type ConnectionClosed,
  type OpenAgentSocket,
  throttledPauseMs,
} from "../agent/index.js";
import { checkProxy, type NodeConnectionOptions, tunnelTo } from "./agent-connection.js";
import { tlsConnectionOptions } from "./agent-tls.js";
import { endpointUrl, shownUrl } from "./endpoint-url.js";
import { type Redirect, REDIRECTS_MAX, redirectOf } from "./redirect.js";
import { watchSocket } from "./agent-socket-watch.js";

/** Longest wait for the answer to an upgrade request. */
export const HANDSHAKE_TIMEOUT_MS = 30_000;
/** Largest ServerToAgent with its header (specification, WebSocket Message Size Limits). */
export const SERVER_MESSAGE_SIZE_BYTES_MAX = 64 * 1024 * 1024;
/** A server silent for this long is pinged; silent for as long again, it is given up. */
export const PING_INTERVAL_MS = 30_000;

/** Statuses of a handshake that lead elsewhere. */
const REDIRECT_STATUSES = [301, 302, 303, 307, 308];

/** Where sockets are opened to, and how. */
export interface NodeSocketOptions extends NodeConnectionOptions {
  /** `ws:` or `wss:` URL, usually with the path `/v1/opamp`. */
  readonly endpoint: string;
  /** Default HANDSHAKE_TIMEOUT_MS. */
  readonly handshakeTimeoutMs?: number;
  /** Default SERVER_MESSAGE_SIZE_BYTES_MAX; a larger message ends the connection. */
  readonly messageSizeBytesMax?: number;
  /** Default PING_INTERVAL_MS. 0: a server that vanished is found out only by the operating system. */
  readonly pingIntervalMs?: number;
}

type Ws = typeof import("ws");
type WsSocket = InstanceType<Ws["WebSocket"]>;

/**
 * Sockets of the `ws` package, which has to be installed beside this one. Redirects of the handshake are
 * followed, REDIRECTS_MAX at most, never from wss to ws; one for good is remembered. Throws `bad-argument`
 * for an endpoint or a proxy that is no such URL.
 */
export function nodeSocket(options: NodeSocketOptions): OpenAgentSocket {
  let url = endpointUrl(options.endpoint, ["ws:", "wss:"]);
  const first = url;
  checkProxy(options);
  return (events) =>
    new LazySocket(url, first, options, events, (moved) => {
      url = moved;
    });
}

/** `ws` is an optional peer: it is loaded when the first socket is opened, not before. */
class LazySocket implements AgentSocket {
  readonly #first: URL;
  readonly #options: NodeSocketOptions;
  readonly #events: AgentSocketEvents;
  readonly #moved: (url: URL) => void;
  #socket: WsSocket | undefined;
  #redirects = 0;
  #over = false;

  /** @param first where the configured headers may go */
  constructor(
    url: URL,
    first: URL,
    options: NodeSocketOptions,
    events: AgentSocketEvents,
    moved: (url: URL) => void,
  ) {
    this.#first = first;
    this.#options = options;
    this.#events = events;
    this.#moved = moved;
    import("ws")
      .then(
        (ws) => this.#connect(ws, url),
        (error: unknown) =>
          this.#end({
            message: `the package "ws" cannot be loaded; install it beside @fleethub/opamp (${String(error)})`,
          }),
      )
      // A header that HTTP does not allow, for example.
      .catch((error: unknown) => this.#end({ message: `no socket can be made: ${String(error)}` }));
  }

  get bufferedAmount(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  send(frame: Uint8Array): void {
    this.#socket?.send(frame);
  }

  close(code: number, reason: string): void {
    this.#socket?.close(code, reason);
  }

  terminate(): void {
    this.#over = true;
    this.#socket?.terminate();
  }

  #connect(ws: Ws, url: URL): void {
    if (this.#over) return;
    const { headers, tls, handshakeTimeoutMs, messageSizeBytesMax } = this.#options;
    const agent = this.#options.agent ?? tunnelTo(url, this.#options);
    const socket = new ws.WebSocket(url, {
      ...tlsConnectionOptions(tls),
      ...(agent && { agent }),
      headers: url.host === this.#first.host ? { ...headers } : {},
      perMessageDeflate: false,
      handshakeTimeout: handshakeTimeoutMs ?? HANDSHAKE_TIMEOUT_MS,
      maxPayload: messageSizeBytesMax ?? SERVER_MESSAGE_SIZE_BYTES_MAX,
    });
    this.#socket = socket;
    let trouble = "";
    socket.on("open", () => {
      if (this.#over) return;
      watchSocket(socket, this.#options.pingIntervalMs ?? PING_INTERVAL_MS, (reason) => {
        trouble = reason;
      });
      this.#events.opened();
    });
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (!this.#over) this.#events.received(isBinary ? data : data.toString());
    });
    socket.on("unexpected-response", (request, response) => {
      const { statusCode = 0, headers: answered } = response;
      response.resume();
      const redirect = redirectOf(url, statusCode, answered.location, REDIRECT_STATUSES);
      if (redirect && this.#redirects < REDIRECTS_MAX) this.#follow(ws, redirect);
      else this.#refused(url, statusCode, answered["retry-after"]);
      request.destroy();
    });
    socket.on("error", (error) => {
      trouble ||= error.message;
    });
    socket.on("close", (closeCode) => {
      if (this.#socket !== socket) return;
      this.#end({ message: trouble || `the socket closed with code ${closeCode}`, closeCode });
    });
  }

  #follow(ws: Ws, { url, isPermanent }: Redirect): void {
    this.#redirects += 1;
    if (isPermanent && this.#redirects === 1) this.#moved(url);
    this.#connect(ws, url);
  }

  #refused(url: URL, httpStatus: number, retryAfter: string | undefined): void {
    const retryAfterMs = throttledPauseMs(httpStatus, retryAfter, Date.now());
    this.#end({
      message: `${shownUrl(url)} refused the handshake with HTTP status ${httpStatus}`,
      httpStatus,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }

  #end(reason: ConnectionClosed): void {
    if (this.#over) return;
    this.#over = true;
    this.#events.closed(reason);
  }
}
