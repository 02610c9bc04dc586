import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { HandshakeStep } from "@fleethub/api";
import type { OpampProblemCode } from "@fleethub/opamp";
import type { TurnedAway } from "@fleethub/opamp/server";
import type { Handshakes } from "./handshakes.js";

/** First byte of a TLS handshake record. */
const TLS_HANDSHAKE = 0x16;

const BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/** Records and answers what is no HTTP at all, such as TLS on the plain port. */
export function recordBrokenRequests(server: Server, handshakes: Handshakes): void {
  server.on("clientError", (error: Error & { rawPacket?: Buffer }, socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    if (error.rawPacket?.[0] === TLS_HANDSHAKE) {
      handshakes.record(address, "tls", "a TLS handshake arrived on the plain port");
    } else if (error.rawPacket !== undefined) {
      handshakes.record(address, "undecodable", "what arrived is no HTTP");
    }
    if (socket.writable) socket.end(BAD_REQUEST, () => socket.destroy());
    else socket.destroy();
  });
}

/** The step at which a request that was answered with this status ended; null where it did not end. */
export function stepOf(request: IncomingMessage, status: number): HandshakeStep | null {
  switch (status) {
    case 400:
      return "undecodable";
    case 404:
      return "wrong-path";
    case 405:
      return request.method === "GET" ? "no-upgrade" : "wrong-method";
    case 413:
      return "too-large";
    case 415:
      return "wrong-content-type";
    default:
      return null;
  }
}

/** The step at which a handshake or POST was turned away before anything was read. */
export function stepOfTurnedAway({ by, status }: Pick<TurnedAway, "by" | "status">): HandshakeStep {
  if (by === "drain") return "draining";
  return status === 401 || status === 403 ? "credential" : "refused-for-load";
}

/** The step for input that came over a WebSocket; null for what says nothing about connecting. */
export function stepOfProblem(code: OpampProblemCode): HandshakeStep | null {
  switch (code) {
    case "too-large":
      return "too-large";
    case "busy":
    case "too-many-agents":
      return "refused-for-load";
    default:
      return "undecodable";
  }
}
