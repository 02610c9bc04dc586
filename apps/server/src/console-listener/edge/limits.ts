/** What the console's door takes of one connection and one request, whoever sends it. */
export const CONSOLE_LIMITS = {
  /** Bytes of the request line and all header lines; more is answered 431. */
  consoleHeaderBytes: 16_384,
  /** Header lines of a request; more are answered 431. */
  consoleHeaders: 100,
  /** Time for the head of a request to arrive, and for a TLS handshake; then 408. */
  consoleHeadersTimeoutMs: 10_000,
  /** Time for a whole request to arrive, its body included; then 408. */
  consoleRequestTimeoutMs: 60_000,
  /** How long a connection is kept for another request. */
  consoleKeepAliveMs: 5_000,
  /** Connections at once; one more is closed at once. */
  consoleConnections: 4_000,
} as const;

/** How often the times above are looked at. */
export const TIMEOUTS_CHECKED_EVERY_MS = 2_000;
