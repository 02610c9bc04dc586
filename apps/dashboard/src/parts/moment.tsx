"use client";
import { when } from "../words/format";
import { TickingTime } from "./ticking-time";

/** A moment in a list: under an hour how long ago, else the time itself; both on hover. */
export function Moment({ at, className }: { at: string; className?: string }) {
  return <TickingTime at={at} words={when} className={className} />;
}
