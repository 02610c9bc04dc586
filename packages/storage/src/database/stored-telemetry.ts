import type { AgentTelemetry } from "@fleethub/control-plane";
import { packPoints, unpackPoints } from "./flow-points.js";

/** Own telemetry with its points packed: as it is stored, and as it crosses between threads. */
export interface StoredTelemetry extends Omit<AgentTelemetry, "points"> {
  readonly points: Uint8Array;
}

/** Packs the points, unless that was done on the thread they come from. */
export function storedTelemetry(telemetry: AgentTelemetry | StoredTelemetry): StoredTelemetry {
  const { points } = telemetry;
  return { ...telemetry, points: points instanceof Uint8Array ? points : packPoints(points) };
}

export function telemetryOf(stored: StoredTelemetry): AgentTelemetry {
  return { ...stored, points: unpackPoints(stored.points) };
}
