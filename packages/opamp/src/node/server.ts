import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Server as SecureServer } from "node:https";
import type { Duplex } from "node:stream";
import { OPAMP_PATH } from "../index.js";
import {
  type DrainOptions,
  type OpampServer,
  type OpampServerOptions,
  createOpampServer,
} from "../server/index.js";
import { nodeClock, nodeCompression, nodeSchedule } from "./platform.js";
import { answerRequest, pathOf, refusalText, remoteAddressOf } from "./server-request.js";
import { Arrivals } from "./server-arrivals.js";
import { webSocketHandshake } from "./server-handshake.js";
import { NodeServerSocket } from "./server-socket.js";

/**
 * Options for `http.createServer` and `https.createServer` that bound how slowly a request may arrive
 * headers within 10 s, the whole request within 60 s, looked at every second.
 */
export const HTTP_SERVER_OPTIONS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: 16 * 1024,
} as const;

type Supplied = "schedule" | "clock" | "random" | "compression";

/** What {@link attachOpamp} needs. */
export interface AttachOptions<Identity> extends NodeServerOptions<Identity> {
  /** Default `/v1/opamp`. */
  readonly path?: string;
}

/** What the server half needs, Node's part of it supplied. */
export type NodeServerOptions<Identity> = Omit<OpampServerOptions<Identity>, Supplied> &
  Partial<Pick<OpampServerOptions<Identity>, Supplied>>;

/**
 * The server half with Node's clock, timers and gzip, on no server yet: for `acceptWebSocket` and for
 * transports of your own. Throws as `createOpampServer` does.
 */
export function nodeServer<Identity>(options: NodeServerOptions<Identity>): OpampServer<Identity> {
  return createOpampServer<Identity>({
    schedule: nodeSchedule,
    clock: nodeClock,
    random: Math.random,
    compression: nodeCompression,
    ...options,
  });
}

/** OpAMP on a Node HTTP server. */
export interface AttachedOpamp<Identity> {
  readonly server: OpampServer<Identity>;
  /**
   * For the `request` listener, before anything else looks at the request: true when it was for OpAMP
   * and is being answered, false when it is somebody else's.
   */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  /** As {@link OpampServer.drain}; closing the HTTP server is up to its owner. */
  drain(options?: DrainOptions): Promise<void>;
}

/**
 * Serves OpAMP over WebSocket and HTTP on one path of an HTTP or HTTPS server. Takes upgrades by itself;
 * requests have to be brought to `handleRequest`. Upgrades on other paths are left to other listeners,
 * or answered 404 when there are none. Make the HTTP server with {@link HTTP_SERVER_OPTIONS}. Needs no package
 * beside this one.
 */
export function attachOpamp<Identity>(
  httpServer: Server | SecureServer,
  options: AttachOptions<Identity>,
): AttachedOpamp<Identity> {
  const { path = OPAMP_PATH } = options;
  const server = nodeServer(options);
  const arrivals = new Arrivals(server.limits.arrivingSizeBytesMax);
  httpServer.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (pathOf(request) === path) void upgrade(server, arrivals, request, stream, head);
    else if (httpServer.listenerCount("upgrade") === 1) refuse(stream, 404, "Nothing is here.", {});
  });
  return {
    server,
    handleRequest(request, response) {
      if (pathOf(request) !== path) return false;
      answerRequest(server, request, response).catch(() => response.destroy());
      return true;
    },
    drain: (drainOptions) => server.drain(drainOptions),
  };
}

async function upgrade<Identity>(
  server: OpampServer<Identity>,
  arrivals: Arrivals,
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
): Promise<void> {
  const handshake = webSocketHandshake(request);
  if (!handshake.ok) {
    refuse(stream, handshake.status, handshake.message, handshake.headers);
    return;
  }
  const { headers } = request;
  const remoteAddress = remoteAddressOf(request);
  // Without a listener a peer that resets while it waits would end the process.
  const onError = () => stream.destroy();
  stream.on("error", onError);
  const transport = "websocket";
  const platformRequest = request;
  const admission = await server.admit({ transport, headers, remoteAddress, platformRequest });
  if (!admission.admitted) {
    const { status, message, retryAfterSeconds } = admission;
    refuse(stream, status, message, {
      ...admission.headers,
      ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
    });
    return;
  }
  if (stream.destroyed) return;
  stream.off("error", onError);
  stream.write(handshake.response, "latin1");
  const socket = new NodeServerSocket(stream, server.limits.messageSizeBytesMax, arrivals);
  const { identity } = admission;
  socket.start(server.accept(socket, { remoteAddress, headers, identity }), head);
}

function refuse(
  stream: Duplex,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>>,
): void {
  stream.on("error", () => stream.destroy());
  stream.end(refusalText(status, message, headers), () => stream.destroy());
}
