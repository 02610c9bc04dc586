"use client";
import { type RefObject, useEffect } from "react";

/**
 * Keeps the focus in a list whose rows may go: where the control that had it is gone, its row has it, where that went
 * too its neighbour, and where nothing is left the page.
 */
export function useFocusKept(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const rows = list.current;
    if (rows === null) return;
    let last: { readonly control: Element; readonly row: Element; readonly at: number } | null =
      null;
    const note = ({ target }: FocusEvent) => {
      const at = [...rows.children].findIndex(
        (row) => target instanceof Node && row.contains(target),
      );
      const row = rows.children[at];
      if (target instanceof Element && row !== undefined) last = { control: target, row, at };
    };
    const lost = () =>
      last !== null && !last.control.isConnected && document.activeElement === document.body;
    const watcher = new MutationObserver(() => {
      if (last === null || !lost()) return;
      const near = rows.children[Math.min(last.at, rows.children.length - 1)];
      const row = last.row.isConnected ? last.row : near;
      (row?.querySelector<HTMLElement>("button, a") ?? document.getElementById("main"))?.focus();
    });
    rows.addEventListener("focusin", note);
    watcher.observe(rows, { childList: true, subtree: true });
    return () => {
      watcher.disconnect();
      rows.removeEventListener("focusin", note);
      if (lost()) document.getElementById("main")?.focus();
    };
  }, [list]);
}
