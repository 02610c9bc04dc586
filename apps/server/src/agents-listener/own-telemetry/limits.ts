/** What one request of an agent's own telemetry may cost. Positive integers. */
export interface IntakeLimits {
  /** Bytes of a body as it arrives. Default 1 MiB. */
  readonly bodySizeBytesMax: number;
  /** Bytes of a body after decompression. Default 4 MiB. */
  readonly unpackedSizeBytesMax: number;
  /** Bodies read and taken at once; others are asked to come back. Default 64. */
  readonly bodiesAtOnceMax: number;
  /**
   * Messages of a request, counted before it is decoded: numbers, their attributes and what they stand in. Default
   * 150,000, which 10,000 numbers with six attributes each come to.
   */
  readonly messagesMax: number;
  /** Numbers in one request. Default 10,000; a Collector with a hundred components sends about 1,000. */
  readonly pointsMax: number;
  /** Senders in one request: one that gathers the metrics of others. Default 200. */
  readonly sendersMax: number;
}

export const INTAKE_LIMITS: IntakeLimits = {
  bodySizeBytesMax: 1024 * 1024,
  unpackedSizeBytesMax: 4 * 1024 * 1024,
  bodiesAtOnceMax: 64,
  messagesMax: 150_000,
  pointsMax: 10_000,
  sendersMax: 200,
};

/** Seconds after which an agent that met a limit of the moment may come back. */
export const RETRY_AFTER_SECONDS = 5;
