import type { InstanceUid } from "../instance-uid.js";

/**
 * How an agent's messages travel. The agent half knows nothing else about sockets or requests, so a
 * test, a browser, a proxy tunnel or a Unix socket is one small object away.
 *
 * Bytes here are protobuf messages without frame header; a transport adds and removes what its wire
 * needs.
 */
export interface AgentTransport {
  /**
   * `websocket`: full duplex, a socket stays open between messages.
   * `http`: one request at a time, the server speaks only in answers, so the agent polls.
   */
  readonly kind: "websocket" | "http";
  /**
   * Host and port, where they are known. Two transports with the same address lead to the same server,
   * so that an agent which changes from one to the other does not say farewell there.
   */
  readonly address?: string;
  /**
   * Opens one connection. Returns at once; what happens is told through `events`, never before
   * `open` has returned. The agent holds one connection at a time.
   */
  open(events: TransportEvents): TransportConnection;
}

/** What a transport tells the agent. Calls never overlap. */
export interface TransportEvents {
  /** The way is open. Called at most once, before any other call but `closed`. */
  opened(): void;
  /** One ServerToAgent, undecoded. The bytes belong to the agent from then on. */
  received(message: Uint8Array): void;
  /**
   * `busy` went from true to false without a message having arrived. `refusal` tells that the
   * server will never take the message that was sent; it is lost.
   */
  drained(refusal?: string): void;
  /** The connection is over, or never came to be. Called exactly once, and last. */
  closed(reason: ConnectionClosed): void;
}

/** Why a connection ended. */
export interface ConnectionClosed {
  /** For people; may name the address, never a credential. */
  readonly message: string;
  /** HTTP status of a refused handshake or request. */
  readonly httpStatus?: number;
  /** WebSocket close code. */
  readonly closeCode?: number;
  /** What the server asked for in Retry-After, in milliseconds from now. */
  readonly retryAfterMs?: number;
  /**
   * A message known not to have been processed. The agent sends these very bytes first on its next
   * connection, as the specification wants of a retry.
   */
  readonly unanswered?: Uint8Array;
}

/** One open way to the server, used by one agent. */
export interface TransportConnection {
  /**
   * True while a message must wait: over HTTP for the answer to the one before, on a WebSocket for a server
   * that does not read. The agent looks again at every message, report and heartbeat, and at `drained`.
   */
  readonly busy: boolean;
  /**
   * Sends one AgentToServer. Only called after `opened` and while not `busy`.
   * @param instanceUid the one inside the message, for transports that state it once more
   */
  send(message: Uint8Array, instanceUid: InstanceUid): void;
  /**
   * Ends the connection in order: what was sent still arrives, a WebSocket closes with code 1000.
   * `closed` follows, but the agent does not wait for ever.
   */
  close(): void;
  /** Cuts the connection without another word. `closed` may follow or not. */
  terminate(): void;
}
