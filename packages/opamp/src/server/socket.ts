import type { OpampProblem } from "../problem.js";

/**
 * The members of a WebSocket that a server connection uses. Any library, a bare TCP socket with its own
 * framing or a pair of objects in a test can stand behind it.
 *
 * The shell calls back on the {@link AcceptedSocket} it got for it.
 */
export interface OpampSocket {
  /**
   * Sends one binary message made of these pieces, in order. The pieces are shared with other sockets
   * and must not be written to. Never throws; a socket that cannot send closes.
   */
  send(parts: readonly Uint8Array[]): void;
  /**
   * Sends one short binary message as `send` would, from memory that the caller writes to again at once.
   * Optional: without it a copy is made for `send`.
   */
  sendCopy?(message: Uint8Array): void;
  /** Bytes that were sent and have not left yet. */
  readonly bufferedAmount: number;
  /** Sends a ping. */
  ping(): void;
  /** Sends a Close frame and waits for the peer's. */
  close(code: number, reason: string): void;
  /** Ends the connection without another word. */
  terminate(): void;
}

/** What a shell calls for a socket that the server took over, one call after the other. */
export interface AcceptedSocket {
  /** One whole binary message. Its bytes belong to the server from then on. */
  receive(message: Uint8Array): void;
  /** One text message, which OpAMP does not have (T-09). */
  receiveText(sizeBytes: number): void;
  /** A pong, or any other sign that the peer lives. */
  pong(): void;
  /** What was sent has left, so that pushes that wait may follow. They also do so by and by without it. */
  drained(): void;
  /** What came was not taken and the platform ends the socket for it; `closed` follows. */
  failed(problem: OpampProblem, sizeBytes?: number): void;
  /** The socket is gone: `closed` after a Close frame of the peer, `lost` without. Later calls do nothing. */
  closed(how?: "closed" | "lost"): void;
}
