import { hash } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Either the answer that opens the WebSocket, or why there will be none. */
export type Handshake =
  | { readonly ok: true; readonly response: string }
  | {
      readonly ok: false;
      readonly status: 400 | 405 | 426;
      readonly message: string;
      readonly headers: Readonly<Record<string, string>>;
    };

const VERSION = "13";
/** What every server appends to the key (RFC 6455, 1.3). */
const KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/** Sixteen bytes in base64. */
const KEY = /^[+/0-9A-Za-z]{22}==$/;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * Judges the upgrade request of a WebSocket client (RFC 6455, 4.2). Of the subprotocols asked for the
 * first is taken, since OpAMP defines none and browsers insist on one; extensions are not.
 */
export function webSocketHandshake({ method, headers }: IncomingMessage): Handshake {
  const key = headers["sec-websocket-key"];
  if (method !== "GET") return refusal(405, "A WebSocket is asked for with GET.", { allow: "GET" });
  if (headers.upgrade?.toLowerCase() !== "websocket") {
    return refusal(400, "Only upgrades to websocket are known here.");
  }
  if (headers["sec-websocket-version"] !== VERSION) {
    const message = `Only version ${VERSION} of the WebSocket protocol is spoken here.`;
    return refusal(426, message, { "sec-websocket-version": VERSION });
  }
  if (key === undefined || !KEY.test(key)) {
    return refusal(400, "Sec-WebSocket-Key must be 16 bytes in base64.");
  }
  const accept = hash("sha1", key + KEY_SUFFIX, "base64");
  const lines = [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${accept}`,
  ];
  const subprotocol = headers["sec-websocket-protocol"]?.split(",", 1)[0]?.trim() ?? "";
  if (TOKEN.test(subprotocol)) lines.push(`Sec-WebSocket-Protocol: ${subprotocol}`);
  return { ok: true, response: `${lines.join("\r\n")}\r\n\r\n` };
}

function refusal(
  status: 400 | 405 | 426,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Handshake {
  return { ok: false, status, message, headers };
}
