"use client";
import type { AgentRow } from "@fleethub/api";
import { useEffect, useRef, useState } from "react";
import { useAgents } from "../data/queries";

/** The window is widened in steps of this length, so that not every second is another question. */
const STEP_S = 5;
const SHOWN_MAX = 20;

/** The query for agents that connected within the last `seconds`, in whole steps. Exported for its test. */
export function arrivalQuery(seconds: number): string {
  return `presence:connected connectedAt:<${Math.max(1, Math.ceil(seconds / STEP_S)) * STEP_S}s`;
}

/** Rows in the order in which they were first seen, newest first; those that left again are gone. */
export function newestFirst(
  seen: Map<string, number>,
  rows: readonly AgentRow[],
): readonly AgentRow[] {
  for (const row of rows) if (!seen.has(row.uid)) seen.set(row.uid, seen.size);
  return [...rows].sort((a, b) => (seen.get(b.uid) ?? 0) - (seen.get(a.uid) ?? 0));
}

/** Agents that connected since the page was opened, newest first, and how many there are in all. */
export function useArrivals(): { readonly rows: readonly AgentRow[]; readonly total: number } {
  const [seconds, setSeconds] = useState(STEP_S);
  const seen = useRef(new Map<string, number>());
  useEffect(() => {
    const opened = performance.now();
    const timer = setInterval(
      () => setSeconds((performance.now() - opened) / 1000 + STEP_S),
      STEP_S * 1000,
    );
    return () => clearInterval(timer);
  }, []);
  const found = useAgents(arrivalQuery(seconds), SHOWN_MAX);
  return {
    rows: newestFirst(seen.current, found.data?.items ?? []),
    total: found.data?.total ?? 0,
  };
}
