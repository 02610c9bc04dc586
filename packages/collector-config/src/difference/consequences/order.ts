import { isLoopback, isPublic } from "../../text/address.js";
import type { Consequence, Impact, Outcome, Purpose } from "../consequence.js";

/** The outcomes with their severity: safety first, then data lost or gained, destinations, volume, restart, the rest. */
export function judged(outcomes: readonly Outcome[]): readonly Consequence[] {
  return outcomes
    .map((one): Consequence => ({ ...one, severity: severityOf(one) }))
    .sort((a, b) => rankOf(a) - rankOf(b) || IMPACTS[a.severity] - IMPACTS[b.severity]);
}

/** From `high`, the least, to `none`. */
export const IMPACTS: Readonly<Record<Impact, number>> = { high: 0, medium: 1, low: 2, none: 3 };

const LOST: Readonly<Record<Purpose, Impact>> = {
  redaction: "high",
  sampling: "medium",
  filtering: "medium",
  "memory-limiting": "medium",
  batching: "low",
};

/** Receivers ask this many times as often before it is more than worth knowing. */
const PACE_FACTOR_MAX = 2;

function severityOf(one: Outcome): Impact {
  switch (one.kind) {
    case "processing-lost":
      return one.instead.length === 0 ? LOST[one.purpose] : lowered(LOST[one.purpose]);
    case "path-without-processing":
      return one.purpose === "redaction" && one.destinations.every(staysHere)
        ? "medium"
        : LOST[one.purpose];
    case "redaction-changed":
      if (one.weaker.length > 0) return "high";
      return one.stronger.length === one.paths.length ? "low" : "medium";
    case "encryption-lost":
    case "verification-lost":
    case "signal-no-longer-received":
      return "high";
    case "authentication-lost":
      return one.class === "exporter" ? "medium" : "high";
    case "processing-gained":
      return one.purpose === "sampling" || one.purpose === "filtering" ? "medium" : "low";
    case "endpoint-changed":
      return one.newHosts.length > 0 && !one.newHosts.every(isLoopback) ? "high" : "low";
    case "host-gained":
      return isPublic(one.host) ? "high" : isLoopback(one.host) ? "low" : "medium";
    case "listener-opened":
      return isLoopback(one.address.replace(/:\d+$/, "")) ? "low" : "medium";
    case "listener-moved":
    case "listener-closed":
    case "destination-lost":
    case "signal-no-longer-exported":
    case "memory-limiter-not-first":
    case "filtering-changed":
    case "sampling-changed":
    case "authentication-changed":
    case "delivery-weakened":
    case "own-metrics-off":
      return "medium";
    case "pace-changed":
      return one.factor >= PACE_FACTOR_MAX || one.factor <= 1 / PACE_FACTOR_MAX ? "medium" : "low";
    case "destination-gained":
    case "encryption-gained":
    case "verification-gained":
    case "authentication-gained":
    case "delivery-strengthened":
    case "own-metrics-on":
      return "low";
    case "validated-only":
    case "restart":
      return "none";
  }
}

function lowered(impact: Impact): Impact {
  return impact === "high" ? "medium" : "low";
}

/** Exporters of these types send nothing to another host. */
function staysHere(exporter: string): boolean {
  return /^(debug|nop|file)(\/|$)/.test(exporter);
}

const SAFETY = 0;
const DATA = 1;
const DESTINATIONS = 2;
const VOLUME = 3;
const RESTART = 4;
const REST = 5;

function rankOf(one: Consequence): number {
  switch (one.kind) {
    case "processing-lost":
    case "processing-gained":
    case "path-without-processing":
      if (one.purpose === "redaction") return SAFETY;
      return one.purpose === "sampling" || one.purpose === "batching" ? VOLUME : DATA;
    case "redaction-changed":
    case "encryption-lost":
    case "verification-lost":
    case "authentication-lost":
    case "authentication-changed":
    case "listener-opened":
    case "listener-moved":
    case "memory-limiter-not-first":
      return SAFETY;
    case "destination-lost":
    case "signal-no-longer-received":
    case "signal-no-longer-exported":
    case "listener-closed":
    case "filtering-changed":
    case "delivery-weakened":
    case "own-metrics-off":
      return DATA;
    case "endpoint-changed":
    case "host-gained":
    case "destination-gained":
      return DESTINATIONS;
    case "sampling-changed":
    case "pace-changed":
      return VOLUME;
    case "restart":
      return RESTART;
    case "encryption-gained":
    case "verification-gained":
    case "authentication-gained":
    case "delivery-strengthened":
    case "own-metrics-on":
    case "validated-only":
      return REST;
  }
}
