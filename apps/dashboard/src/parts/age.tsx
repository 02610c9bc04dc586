"use client";
import { useEffect, useRef } from "react";
import { age, moment } from "../words/format";

const shown = new Map<HTMLElement, string>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for every age on the page; it writes the text without a render of the row. */
function tick(): void {
  const now = Date.now();
  for (const [element, at] of shown) {
    const text = element.firstChild;
    const words = age(at, now);
    if (text && text.nodeValue !== words) text.nodeValue = words;
  }
}

/** How long ago, ticking once a second; the moment itself on hover. */
export function Age({ at }: { at: string }) {
  const ref = useRef<HTMLTimeElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    shown.set(element, at);
    timer ??= setInterval(tick, 1000);
    return () => {
      shown.delete(element);
      if (shown.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, [at]);
  const now = Date.now();
  return (
    <time
      ref={ref}
      dateTime={at}
      title={`${moment(at, now)}, ${at.replace("T", " ").slice(0, 19)} UTC`}
      suppressHydrationWarning
    >
      {age(at, now)}
    </time>
  );
}
