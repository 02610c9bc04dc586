"use client";
import { useEffect, useRef } from "react";
import { age, duration, moment } from "../words/format";
import { everySecond } from "./ticking";

/** A time whose words follow the clock without a render; both ways to say it are on hover. */
export function TickingTime(props: {
  at: string;
  words: (at: string, now: number) => string;
  className?: string | undefined;
}) {
  const { at, words } = props;
  const ref = useRef<HTMLTimeElement>(null);
  useEffect(
    () =>
      everySecond((now) => {
        const text = ref.current?.firstChild;
        const shown = words(at, now);
        if (text && text.nodeValue !== shown) text.nodeValue = shown;
      }),
    [at, words],
  );
  const now = Date.now();
  return (
    <time
      ref={ref}
      dateTime={at}
      title={onHover(at, now)}
      // Said anew only when it is about to be shown: a title that changes takes the shown one away.
      onPointerEnter={(event) => {
        event.currentTarget.title = onHover(at, Date.now());
      }}
      className={props.className}
      suppressHydrationWarning
    >
      {words(at, now)}
    </time>
  );
}

function onHover(at: string, now: number): string {
  const left = Date.parse(at) - now;
  const away = left > 0 ? `in ${duration(left)}` : `${age(at, now)} ago`;
  return `${away}, ${moment(at, now)}, ${at.replace("T", " ").slice(0, 19)} UTC`;
}
