import { type OpampLimits, checkWholeNumbers, makeLimits } from "../limits.js";

/** What connections may use. Times are kept to about a second. */
export interface ServerLimits extends OpampLimits {
  /** Bytes of a ServerToAgent, frame header included; larger ones are not sent (T-11). Default 64 MiB. */
  readonly replySizeBytesMax: number;
  /** Open sockets; above it handshakes are answered 503. Default 100,000. */
  readonly connectionsMax: number;
  /**
   * Open sockets of one address, of one /64 network with IPv6; above it 503. The address is the TCP peer's: a NAT,
   * a gateway or a reverse proxy counts as one, so the default of 50,000 is about what one address can open to one
   * port, and keeps half of the places of `connectionsMax` for others.
   */
  readonly socketsPerAddressMax: number;
  /** WebSocket handshakes per second of everybody, ten seconds' worth at once; above it 503. Default 5,000. */
  readonly handshakesPerSecondMax: number;
  /** The same of one address; see `socketsPerAddressMax` for what an address is. Default 2,000. */
  readonly handshakesPerSecondPerAddressMax: number;
  /** HTTP requests under way at once; above it 503. Default 10,000. */
  readonly requestsMax: number;
  /** Bytes of all HTTP bodies that are in memory at once, as they came and unpacked; above it 503. Default 256 MiB. */
  readonly bodiesSizeBytesMax: number;
  /**
   * Bytes of WebSocket messages that have arrived in part, of all sockets together; above it the socket that holds
   * most of them is closed with 1013. Default 512 MiB.
   */
  readonly arrivingSizeBytesMax: number;
  /** Agents that may be present on one socket. Default 10,000. */
  readonly agentsPerSocketMax: number;
  /** Bytes that may wait on one socket before the next message; above it the socket is ended. Default 16 MiB. */
  readonly sendQueueSizeBytesMax: number;
  /** Reports of one agent that wait while the handler works on an earlier one. Default 16. */
  readonly waitingReportsMax: number;
  /** Bytes of reports that wait on one socket before the next one is refused. Default 64 MiB. */
  readonly waitingSizeBytesMax: number;
  /** How long a new socket may be silent. Default 30 s. */
  readonly firstMessageTimeoutMs: number;
  /** A socket silent for this long is pinged (T-25). Default 30 s. */
  readonly pingIntervalMs: number;
  /** Pings in a row without any sign of life before the socket is ended. Default 2. */
  readonly missedPongsMax: number;
  /** How long a socket stays open after its last agent's farewell (D-01). Default 5 s. */
  readonly farewellGraceMs: number;
  /** How long the peer may take to answer a Close frame. Default 5 s. */
  readonly closeGraceMs: number;
  /** Retry-After of a refusal for overload or drain, at least; up to twice as long is answered. Default 30 s. */
  readonly retryAfterMinMs: number;
  /** Retry-After at most, however many were sent away for too many handshakes. Default 5 min. */
  readonly retryAfterMaxMs: number;
}

/** The limits that hold where nothing else is said. */
export const DEFAULT_SERVER_LIMITS: ServerLimits = makeServerLimits();

/** The default limits with some replaced. Throws OpampError `bad-limit` for a value that cannot be a limit. */
export function makeServerLimits(overrides: Partial<ServerLimits> = {}): ServerLimits {
  const limits: ServerLimits = {
    ...makeLimits(),
    replySizeBytesMax: 64 * 1024 * 1024,
    connectionsMax: 100_000,
    socketsPerAddressMax: 50_000,
    handshakesPerSecondMax: 5000,
    handshakesPerSecondPerAddressMax: 2000,
    requestsMax: 10_000,
    bodiesSizeBytesMax: 256 * 1024 * 1024,
    arrivingSizeBytesMax: 512 * 1024 * 1024,
    agentsPerSocketMax: 10_000,
    sendQueueSizeBytesMax: 16 * 1024 * 1024,
    waitingReportsMax: 16,
    waitingSizeBytesMax: 64 * 1024 * 1024,
    firstMessageTimeoutMs: 30_000,
    pingIntervalMs: 30_000,
    missedPongsMax: 2,
    farewellGraceMs: 5000,
    closeGraceMs: 5000,
    retryAfterMinMs: 30_000,
    retryAfterMaxMs: 300_000,
    ...overrides,
  };
  makeLimits(codecLimits(limits));
  checkWholeNumbers(limits);
  return limits;
}

function codecLimits(limits: ServerLimits): OpampLimits {
  const { messageSizeBytesMax, topLevelFieldsMax, nestingDepthMax } = limits;
  const { mapEntriesMax, listItemsMax, componentsMax, partFieldsMax, textSizeBytesMax } = limits;
  return {
    messageSizeBytesMax,
    topLevelFieldsMax,
    nestingDepthMax,
    mapEntriesMax,
    listItemsMax,
    componentsMax,
    partFieldsMax,
    textSizeBytesMax,
  };
}
