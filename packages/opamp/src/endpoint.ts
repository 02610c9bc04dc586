/** The path of an OpAMP endpoint where nothing else is said, for WebSocket and HTTP alike (T-01). */
export const OPAMP_PATH = "/v1/opamp";

/** The port of an OpAMP server where nothing else is said (T-01). */
export const OPAMP_PORT = 4320;

/** The content type of OpAMP over HTTP; both sides compare it letter by letter (T-14). */
export const OPAMP_CONTENT_TYPE = "application/x-protobuf";

/** Codes of Close frames, and when they are sent. */
export const CLOSE = {
  /** In order: an agent leaves; or the last one on a socket said farewell and did not close. */
  normal: 1000,
  /** The server is going away and another one will serve (D-05). */
  goingAway: 1001,
  /** What came is no OpAMP frame. */
  protocolError: 1002,
  /** The peer spoke no OpAMP in time, or its agent is no longer admitted. */
  policy: 1008,
  /** A message larger than the limit (T-10). */
  tooLarge: 1009,
  /** The server restarts (D-05). */
  restart: 1012,
  /** The server has no room now: for one more, after an upgrade that was not its own, or for what is arriving. */
  tryAgainLater: 1013,
} as const;
