"use client";
import { useCallback, useEffect, useRef } from "react";

/** The pace of {@link usePaced} without React. `end` drops a run that waits. */
export function paced(run: () => void, paceMs: number) {
  let ran = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    timer = undefined;
    ran = Date.now();
    run();
  };
  return {
    ask(): void {
      if (timer !== undefined) return;
      const wait = ran + paceMs - Date.now();
      if (wait <= 0) now();
      else timer = setTimeout(now, wait);
    },
    end(): void {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

/** A function that runs `run` at once where it did not run for `paceMs`, else once when that time is over. */
export function usePaced(run: () => void, paceMs: number): () => void {
  const latest = useRef(run);
  latest.current = run;
  const pace = useRef<ReturnType<typeof paced>>(undefined);
  useEffect(() => () => pace.current?.end(), []);
  return useCallback(() => {
    pace.current ??= paced(() => latest.current(), paceMs);
    pace.current.ask();
  }, [paceMs]);
}
