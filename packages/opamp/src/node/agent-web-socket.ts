import type { Agent as HttpAgent } from "node:http";
import type { ConnectionOptions } from "node:tls";
import {
  type AgentSocket,
  type AgentSocketEvents,
  type ConnectionClosed,
  type OpenAgentSocket,
  parseRetryAfter,
} from "../agent/index.js";
import { endpointUrl, shownUrl } from "./endpoint-url.js";

/** Longest wait for the answer to an upgrade request. */
export const HANDSHAKE_TIMEOUT_MS = 30_000;
/** Largest ServerToAgent with its header (specification, WebSocket Message Size Limits). */
export const SERVER_MESSAGE_SIZE_BYTES_MAX = 64 * 1024 * 1024;

/** Where sockets are opened to, and how. */
export interface NodeSocketOptions {
  /** `ws:` or `wss:` URL, usually with the path `/v1/opamp`. */
  readonly endpoint: string;
  /** Sent with the upgrade request, such as Authorization. */
  readonly headers?: Readonly<Record<string, string>>;
  /** CA, client certificate, versions: as for `tls.connect`. */
  readonly tls?: ConnectionOptions;
  /** Connection pool or proxy tunnel. */
  readonly agent?: HttpAgent;
  /** Default HANDSHAKE_TIMEOUT_MS. */
  readonly handshakeTimeoutMs?: number;
  /** Default SERVER_MESSAGE_SIZE_BYTES_MAX; a larger message ends the connection. */
  readonly messageSizeBytesMax?: number;
}

type Ws = typeof import("ws");
type WsSocket = InstanceType<Ws["WebSocket"]>;

/**
 * Sockets of the `ws` package, which has to be installed beside this one. Throws `bad-argument` for an
 * endpoint that is no such URL.
 */
export function nodeSocket(options: NodeSocketOptions): OpenAgentSocket {
  const url = endpointUrl(options.endpoint, ["ws:", "wss:"]);
  return (events) => new LazySocket(url, options, events);
}

/** `ws` is an optional peer: it is loaded when the first socket is opened, not before. */
class LazySocket implements AgentSocket {
  readonly #url: URL;
  readonly #options: NodeSocketOptions;
  readonly #events: AgentSocketEvents;
  #socket: WsSocket | undefined;
  #over = false;

  constructor(url: URL, options: NodeSocketOptions, events: AgentSocketEvents) {
    this.#url = url;
    this.#options = options;
    this.#events = events;
    import("ws")
      .then(
        (ws) => this.#connect(ws),
        (error: unknown) =>
          this.#end({
            message: `the package "ws" cannot be loaded; install it beside @fleethub/opamp (${String(error)})`,
          }),
      )
      // A header that HTTP does not allow, for example.
      .catch((error: unknown) => this.#end({ message: `no socket can be made: ${String(error)}` }));
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

  #connect({ WebSocket }: Ws): void {
    if (this.#over) return;
    const { headers, tls, agent, handshakeTimeoutMs, messageSizeBytesMax } = this.#options;
    const socket = new WebSocket(this.#url, {
      ...tls,
      ...(agent && { agent }),
      headers: { ...headers },
      perMessageDeflate: false,
      handshakeTimeout: handshakeTimeoutMs ?? HANDSHAKE_TIMEOUT_MS,
      maxPayload: messageSizeBytesMax ?? SERVER_MESSAGE_SIZE_BYTES_MAX,
    });
    this.#socket = socket;
    let trouble = "";
    socket.on("open", () => {
      if (!this.#over) this.#events.opened();
    });
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (!this.#over) this.#events.received(isBinary ? data : data.toString());
    });
    socket.on("unexpected-response", (request, response) => {
      const retryAfterMs = parseRetryAfter(response.headers["retry-after"], Date.now());
      const httpStatus = response.statusCode ?? 0;
      response.resume();
      request.destroy();
      this.#end({
        message: `${shownUrl(this.#url)} refused the handshake with HTTP status ${httpStatus}`,
        httpStatus,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });
    });
    socket.on("error", (error) => {
      trouble = error.message;
    });
    socket.on("close", (closeCode) => {
      this.#end({ message: trouble || `the socket closed with code ${closeCode}`, closeCode });
    });
  }

  #end(reason: ConnectionClosed): void {
    if (this.#over) return;
    this.#over = true;
    this.#events.closed(reason);
  }
}
