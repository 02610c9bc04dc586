import { CLOSE } from "../endpoint.js";
import type { Schedule } from "../platform.js";
import type { SocketConnection } from "./socket-connection.js";

/** How a server lets its agents go (D-05). */
export interface DrainOptions {
  /** 1001 when another server takes over, 1012 (the default) when this one comes back. */
  readonly code?: typeof CLOSE.goingAway | typeof CLOSE.restart;
  /** Time over which the Close frames are spread, so that not everybody reconnects at once. Default 0. */
  readonly spreadMs?: number;
}

const STEP_MS_MIN = 100;

/** Closes the connections in equal batches over the time, the first at once. */
export function closeSpread<Identity>(
  connections: readonly SocketConnection<Identity>[],
  { code = CLOSE.restart, spreadMs = 0 }: DrainOptions,
  schedule: Schedule,
): void {
  const stepsMax = Math.max(1, Math.ceil(spreadMs / STEP_MS_MIN));
  const batch = Math.max(1, Math.ceil(connections.length / stepsMax));
  const stepMs = spreadMs / Math.ceil(connections.length / batch);
  const closeFrom = (from: number): void => {
    for (const connection of connections.slice(from, from + batch)) {
      connection.end(code, "server is shutting down", "drained");
    }
    const next = from + batch;
    if (next < connections.length) schedule.after(stepMs, () => closeFrom(next));
  };
  closeFrom(0);
}
