"use client";
import { until, when } from "../words/format";
import { TickingTime } from "./ticking-time";

/** A moment in a list: under an hour how long ago, else the time itself; both on hover. */
export function Moment({ at, className }: { at: string; className?: string }) {
  return <TickingTime at={at} words={when} className={className} />;
}

/** A moment to come: how long until then when it is near, else the day; both on hover. */
export function Until({ at }: { at: string }) {
  return <TickingTime at={at} words={until} />;
}
