import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { HandshakeStep } from "@fleethub/api";
import type { OpampProblemCode } from "@fleethub/opamp";
import type { TurnedAway } from "@fleethub/opamp/server";
import type { Handshakes } from "./handshakes.js";

/** First byte of a TLS handshake record. */
const TLS_HANDSHAKE = 0x16;

const emptyAnswer = (status: string) =>
  `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;

type ClientError = Error & { readonly code?: string; readonly rawPacket?: Buffer };

/** Records and answers what is no HTTP at all, such as TLS on the plain port, and what does not arrive in time. */
export function recordBrokenRequests(
  server: Server,
  handshakes: Handshakes,
  onTooSlow: () => void,
): void {
  server.on("clientError", (error: ClientError, socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    const isSlow = error.code === "ERR_HTTP_REQUEST_TIMEOUT";
    if (isSlow) {
      onTooSlow();
      handshakes.record(address, "undecodable", "the request did not arrive in time");
    } else if (error.rawPacket?.[0] === TLS_HANDSHAKE) {
      const detail = "a TLS handshake arrived on the plain port";
      handshakes.record(address, "tls", detail, "tls-on-plain-port");
    } else if (error.rawPacket !== undefined) {
      handshakes.record(address, "undecodable", "what arrived is no HTTP");
    }
    const status = isSlow ? "408 Request Timeout" : "400 Bad Request";
    if (socket.writable) socket.end(emptyAnswer(status), () => socket.destroy());
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
  if (status === 403) return "plain-text";
  return status === 401 ? "credential" : "refused-for-load";
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
