import { CLOSE } from "../endpoint.js";
import { decodeFrame, encodeFrame } from "../frame.js";
import type { AgentTransport, ConnectionClosed } from "./transport.js";

/** The part of a WebSocket that the agent uses. */
export interface AgentSocket {
  /** Bytes that the network has not taken yet, where the platform tells. */
  readonly bufferedAmount?: number;
  send(frame: Uint8Array): void;
  close(code: number, reason: string): void;
  /** Drops the connection without closing handshake, where the platform can. */
  terminate(): void;
}

/** What a platform tells about its socket. */
export interface AgentSocketEvents {
  opened(): void;
  /** Text is an error of the server's; a platform passes it on as it came. */
  received(data: Uint8Array | string): void;
  /** Once, and last. Also for a refused handshake. */
  closed(reason: ConnectionClosed): void;
}

/** Opens a socket; nothing is told before it has returned. */
export type OpenAgentSocket = (events: AgentSocketEvents) => AgentSocket;

/** A server that leaves more than this unread hears nothing new; what is to be said gathers meanwhile. */
export const UNREAD_SIZE_BYTES_MAX = 4 * 1024 * 1024;

/** OpAMP over WebSocket: binary messages, each with the header byte 00. */
export function webSocketTransport(openSocket: OpenAgentSocket): AgentTransport {
  return {
    kind: "websocket",
    open(events) {
      let over = false;
      const end = (reason: ConnectionClosed) => {
        if (!over) events.closed(reason);
        over = true;
      };
      const refuse = (message: string) => {
        socket.close(CLOSE.protocolError, message);
        end({ message: `the server sent ${message}` });
      };
      const socket = openSocket({
        opened: () => events.opened(),
        received(data) {
          if (over) return;
          if (typeof data === "string") return refuse("a text message");
          const body = decodeFrame(data);
          if (!body.ok) return refuse("a message with a frame header other than 0");
          events.received(body.value);
        },
        closed: end,
      });
      return {
        get busy() {
          return (socket.bufferedAmount ?? 0) > UNREAD_SIZE_BYTES_MAX;
        },
        send: (message) => socket.send(encodeFrame(message)),
        close: () => socket.close(CLOSE.normal, ""),
        terminate: () => socket.terminate(),
      };
    },
  };
}

/** The members of the standard WebSocket that are used; every browser's and Node's fit. */
export interface StandardWebSocket {
  binaryType: string;
  readonly bufferedAmount?: number;
  addEventListener(type: string, listener: (event: StandardSocketEvent) => void): void;
  send(frame: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

export interface StandardSocketEvent {
  readonly type: string;
  readonly data?: unknown;
  readonly code?: number;
}

/**
 * Uses the platform's own WebSocket, as in a browser:
 * `webSocketTransport(standardSocket(() => new WebSocket(url)))`.
 *
 * Such sockets tell neither the status of a refused handshake nor Retry-After.
 */
export function standardSocket(create: () => StandardWebSocket): OpenAgentSocket {
  return (events) => {
    const socket = create();
    socket.binaryType = "arraybuffer";
    let wasOpen = false;
    let isOver = false;
    const end = (reason: ConnectionClosed) => {
      if (!isOver) events.closed(reason);
      isOver = true;
    };
    socket.addEventListener("open", () => {
      wasOpen = true;
      events.opened();
    });
    // Node 22 tells nothing more of a socket that did not open; elsewhere `close` follows and says the same.
    socket.addEventListener("error", () => {
      if (!wasOpen) end({ message: "the socket could not be opened" });
    });
    socket.addEventListener("message", ({ data }) => {
      events.received(data instanceof ArrayBuffer ? new Uint8Array(data) : String(data));
    });
    socket.addEventListener("close", ({ code }) => {
      const closeCode = code === undefined ? {} : { closeCode: code };
      end({ message: `the socket closed with code ${code ?? "unknown"}`, ...closeCode });
    });
    return {
      get bufferedAmount() {
        return socket.bufferedAmount ?? 0;
      },
      send: (frame) => socket.send(new Uint8Array(frame)),
      close: (code, reason) => socket.close(code === CLOSE.normal ? code : undefined, reason),
      terminate: () => socket.close(),
    };
  };
}
