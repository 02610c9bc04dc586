"use client";
import { type RefObject, useRef } from "react";
import { useKeys } from "./keys";

/**
 * Walks the rows of a table with `j` and `k`: the first time to the row that is open, then from the one that has the
 * focus. Put what it answers on the element that holds the rows.
 */
export function useRowWalk({
  controls = "a.strong",
  open = 0,
}: {
  /** What has the focus in each row, as a selector. Default: the link of its name. */
  readonly controls?: string;
  /** Place of the row that is open; -1 where none is. Default: the first. */
  readonly open?: number;
} = {}): RefObject<HTMLTableSectionElement | null> {
  const body = useRef<HTMLTableSectionElement>(null);
  const walk = (step: number) => () => {
    const all = [...(body.current?.querySelectorAll<HTMLElement>(controls) ?? [])];
    const here = all.findIndex((one) => one === document.activeElement);
    const to = here < 0 ? open : here + step;
    all[Math.min(all.length - 1, Math.max(0, to))]?.focus();
  };
  useKeys({ j: walk(1), k: walk(-1) });
  return body;
}
