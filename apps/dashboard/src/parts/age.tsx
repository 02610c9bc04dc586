"use client";
import { age } from "../words/format";
import { TickingTime } from "./ticking-time";

/** How long ago, ticking once a second; the moment itself on hover. */
export function Age({ at }: { at: string }) {
  return <TickingTime at={at} words={age} />;
}
