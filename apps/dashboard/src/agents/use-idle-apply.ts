"use client";
import { useEffect } from "react";

const IDLE_MS = 10_000;
const TOUCHES = ["pointermove", "pointerdown", "keydown", "wheel"] as const;

/** Applies what waits after ten seconds without pointer or key. */
export function useIdleApply(waits: boolean, apply: () => void): void {
  useEffect(() => {
    if (!waits) return;
    let timer = setTimeout(apply, IDLE_MS);
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(apply, IDLE_MS);
    };
    for (const event of TOUCHES) document.addEventListener(event, touched, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const event of TOUCHES) document.removeEventListener(event, touched);
    };
  }, [waits, apply]);
}
