import { type AgentTransport, httpTransport, webSocketTransport } from "../agent/index.js";
import type { NodeConnectionOptions } from "./agent-connection.js";
import { nodePost } from "./agent-http.js";
import { nodeSocket } from "./agent-web-socket.js";
import { endpointUrl } from "./endpoint-url.js";
import { nodeClock } from "./platform.js";

/** Where a server is, and how it is reached. */
export interface NodeTransportOptions extends NodeConnectionOptions {
  /** `ws:` or `wss:` URL for a WebSocket (needs the package `ws`), `http:` or `https:` URL for polling. */
  readonly endpoint: string;
  /** Longest wait for a handshake, or for the answer to one report. Default 30 s. */
  readonly timeoutMs?: number;
  /** Default SERVER_MESSAGE_SIZE_BYTES_MAX. */
  readonly messageSizeBytesMax?: number;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  "ws:": "80",
  "http:": "80",
  "wss:": "443",
  "https:": "443",
};

/** The transport that the scheme of the endpoint asks for. Throws `bad-argument` for one that is no such URL. */
export function nodeTransport(options: NodeTransportOptions): AgentTransport {
  const url = endpointUrl(options.endpoint, Object.keys(DEFAULT_PORTS));
  const { timeoutMs } = options;
  const isSocket = url.protocol.startsWith("ws");
  const transport = isSocket
    ? webSocketTransport(
        nodeSocket({ ...options, ...(timeoutMs && { handshakeTimeoutMs: timeoutMs }) }),
      )
    : httpTransport({
        post: nodePost({ ...options, ...(timeoutMs && { requestTimeoutMs: timeoutMs }) }),
        clock: nodeClock,
      });
  return { ...transport, address: `${url.hostname}:${url.port || DEFAULT_PORTS[url.protocol]}` };
}
