/**
 * The members of a WebSocket that a server connection uses. Any library, a bare TCP socket with its own
 * framing or a pair of objects in a test can stand behind it.
 *
 * The shell calls back on the {@link SocketConnection} it got for it: `receive` and `receiveText` for
 * whole messages, `pong`, and `closed` exactly once, last.
 */
export interface OpampSocket {
  /**
   * Sends one binary message made of these pieces, in order. The pieces are shared with other sockets
   * and must not be written to. Never throws; a socket that cannot send closes.
   */
  send(parts: readonly Uint8Array[]): void;
  /** Bytes that were sent and have not left yet. */
  readonly bufferedAmount: number;
  /** Sends a ping. */
  ping(): void;
  /** Sends a Close frame and waits for the peer's. */
  close(code: number, reason: string): void;
  /** Ends the connection without another word. */
  terminate(): void;
}

/** Codes of Close frames the server sends, and when. */
export const CLOSE = {
  /** The last agent on the socket said farewell and did not close. */
  normal: 1000,
  /** The server is going away and another one will serve. */
  goingAway: 1001,
  /** The peer spoke no OpAMP in time, or its agent is no longer admitted. */
  policy: 1008,
  /** A message larger than the limit (T-10). */
  tooLarge: 1009,
  /** The server restarts. */
  restart: 1012,
} as const;
