import type { ServerSchedule } from "./schedule.js";
import type { SocketConnection } from "./socket-connection.js";
import { CLOSE } from "./socket.js";

/** How a server lets its agents go (D-05). */
export interface DrainOptions {
  /** 1001 when another server takes over, 1012 (the default) when this one comes back. */
  readonly code?: typeof CLOSE.goingAway | typeof CLOSE.restart;
  /** Time over which the Close frames are spread, so that not everybody reconnects at once. Default 0. */
  readonly spreadMs?: number;
}

const STEP_MS = 100;

/** Closes the connections in equal steps over the time. */
export function closeSpread<Identity>(
  connections: readonly SocketConnection<Identity>[],
  { code = CLOSE.restart, spreadMs = 0 }: DrainOptions,
  schedule: ServerSchedule,
): void {
  const steps = Math.max(1, Math.ceil(spreadMs / STEP_MS));
  const perStep = Math.max(1, Math.ceil(connections.length / steps));
  const closeFrom = (from: number): void => {
    for (const connection of connections.slice(from, from + perStep)) {
      connection.end(code, "server is shutting down", "drained");
    }
    const next = from + perStep;
    if (next < connections.length) schedule.after(STEP_MS, () => closeFrom(next));
  };
  closeFrom(0);
}
