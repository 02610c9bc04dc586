import type { Millis } from "@fleethub/fleet";
import type { Signal } from "../telemetry-model.js";

const ITEMS_OF: Readonly<Record<Signal, string>> = {
  traces: "spans",
  metrics: "metric points",
  logs: "log records",
};

/** What a signal consists of. */
export const itemsOf = (signal: Signal): string => ITEMS_OF[signal];

/** 12,418 below a hundred thousand, then 412k and 3.1M. */
export function sayCount(count: number): string {
  if (count >= 1e9) return `${shortened(count / 1e9)}G`;
  if (count >= 1e6) return `${shortened(count / 1e6)}M`;
  if (count >= 1e5) return `${shortened(count / 1e3)}k`;
  return String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** A rate: 0.4, 12, 41.2k. */
export function sayRate(perSecond: number): string {
  if (perSecond >= 1e6) return `${shortened(perSecond / 1e6)}M`;
  if (perSecond >= 1e3) return `${shortened(perSecond / 1e3)}k`;
  return shortened(perSecond);
}

/** 0.4 %, 12 %, 100 %. Never 100 for less, never 0 for more. */
export function sayShare(share: number): string {
  const percent = share * 100;
  if (percent >= 10) return `${share < 1 ? Math.min(99, Math.round(percent)) : 100} %`;
  return `${Math.max(0.1, Math.round(percent * 10) / 10)} %`;
}

/** 40 s, 6 min, 3 h. */
export function saySpan(spanMs: Millis): string {
  const seconds = Math.round(spanMs / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

function shortened(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}
