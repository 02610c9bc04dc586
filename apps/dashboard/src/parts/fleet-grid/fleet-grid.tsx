"use client";
import type { AgentRow, AgentSort } from "@fleethub/api";
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useKeys } from "../../data/keys";
import { Icon } from "../icon";
import { COLUMNS } from "./columns";
import { GridRow } from "./grid-row";
import { extended, isSelected, type Selection, toggledRow } from "./selection";
import { rowWindow } from "./window";

const ROW_PX = 36;
/** Rows from the end at which the next page is asked for. */
const AHEAD = 30;

export interface FleetGridProps {
  readonly rows: readonly AgentRow[];
  /** Of the whole result, loaded or not. */
  readonly total: number;
  readonly sort: AgentSort;
  readonly onSort: (sort: AgentSort) => void;
  readonly selection: Selection;
  readonly onSelection: (selection: Selection) => void;
  /** The rows in sight come near the end of what is loaded. */
  readonly onNearEnd: () => void;
  readonly onTop?: () => void;
  /** Which rows are drawn, by place. */
  readonly onShown?: (first: number, end: number) => void;
  readonly href: (row: AgentRow) => string;
  readonly onOpen: (href: string) => void;
  /** Below the last row. */
  readonly foot?: ReactNode;
}

/**
 * The fleet as a grid of constant size: only the rows in sight are drawn, whatever their number. One tab
 * stop; arrows, j and k move, x selects, Enter opens. Plain data in, wishes out: it knows no HTTP.
 */
export function FleetGrid(props: FleetGridProps) {
  const { rows, selection, onSelection, onNearEnd, onTop, onShown } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800, row: ROW_PX });
  const [current, setCurrent] = useState(0);
  const focusOn = useRef<number | null>(null);
  const anchor = useRef(0);

  const measure = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const row =
      Number.parseFloat(getComputedStyle(element).getPropertyValue("--grid-row-px")) || ROW_PX;
    setView({ top: element.scrollTop, height: element.clientHeight || 800, row });
  }, []);
  useLayoutEffect(() => {
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, [measure]);

  const shown = rowWindow(view.top, view.height, view.row, rows.length);
  useEffect(() => {
    if (shown.end + AHEAD >= rows.length && rows.length < props.total) onNearEnd();
  }, [shown.end, rows.length, props.total, onNearEnd]);

  useEffect(() => onShown?.(shown.first, shown.end), [shown.first, shown.end, onShown]);

  const here = Math.min(current, Math.max(0, rows.length - 1));
  // The one tab stop is always a row that is drawn.
  const stop = here >= shown.first && here < shown.end ? here : shown.first;
  // When a row leaves, focus goes to the one that took its place.
  useEffect(() => {
    const wanted = focusOn.current;
    if (wanted === null) return;
    focusOn.current = null;
    scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${wanted + 2}"]`)?.focus();
  });

  const moveTo = (index: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, index));
    const element = scroller.current;
    if (element) {
      const top = to * view.row;
      const head = view.row;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + view.row * 2 > element.scrollTop + view.height)
        element.scrollTop = top + view.row * 2 + head - view.height;
      measure();
    }
    focusOn.current = to;
    setCurrent(to);
  };

  const latest = useRef({ rows, selection });
  latest.current = { rows, selection };
  const onToggle = useCallback(
    (index: number, extend: boolean) => {
      const uids = latest.current.rows.map((row) => row.uid);
      const uid = uids[index];
      if (uid === undefined) return;
      onSelection(
        extend
          ? extended(latest.current.selection, uids, anchor.current, index)
          : toggledRow(latest.current.selection, uid, uids),
      );
      if (!extend) anchor.current = index;
    },
    [onSelection],
  );

  useKeys({
    j: () => moveTo(inside() ? here + 1 : here),
    k: () => moveTo(inside() ? here - 1 : here),
    x: () => onToggle(here, false),
    "Shift+x": () => onToggle(here, true),
  });
  const inside = () => scroller.current?.contains(document.activeElement) ?? false;

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(".g-head")) return;
    const page = Math.max(1, Math.floor(view.height / view.row) - 2);
    const row = rows[here];
    const to = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: here + page,
      PageUp: here - page,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to !== undefined) {
      if (event.shiftKey && (event.key === "ArrowDown" || event.key === "ArrowUp"))
        onToggle(to, true);
      moveTo(to);
    } else if (event.key === " ") onToggle(here, event.shiftKey);
    else if (event.key === "Enter" && row) props.onOpen(props.href(row));
    else return;
    event.preventDefault();
  };

  const all = selection.kind === "all" || (rows.length > 0 && selection.uids.size >= rows.length);
  const some = selection.kind === "uids" && selection.uids.size > 0;
  return (
    <div
      ref={scroller}
      className="grid"
      role="grid"
      aria-label="Agents"
      aria-rowcount={props.total + 1}
      aria-colcount={COLUMNS.length + 1}
      aria-multiselectable="true"
      data-current={here}
      onScroll={() => {
        measure();
        if (scroller.current?.scrollTop === 0) onTop?.();
      }}
      onKeyDown={onKeyDown}
    >
      <div className="g-row g-head" role="row" aria-rowindex={1}>
        <span role="columnheader">
          <input
            type="checkbox"
            className={some && !all ? "mixed" : undefined}
            aria-label="Select all that match"
            checked={all}
            onChange={() =>
              onSelection(all || some ? { kind: "uids", uids: new Set() } : { kind: "all" })
            }
          />
        </span>
        {COLUMNS.map((column) => {
          const sorted = column.sort && props.sort.replace("-", "") === column.sort;
          const down = props.sort.startsWith("-");
          return (
            <span
              key={column.key}
              role="columnheader"
              className={column.className.includes("num") ? "num" : undefined}
              aria-sort={sorted ? (down ? "descending" : "ascending") : undefined}
            >
              {column.sort ? (
                <button
                  type="button"
                  onClick={() => props.onSort(nextSort(props.sort, column.sort))}
                >
                  {column.head}
                  {sorted ? <Icon name={down ? "down" : "up"} small /> : null}
                </button>
              ) : (
                column.head
              )}
            </span>
          );
        })}
      </div>
      <div
        className="g-body"
        role="rowgroup"
        style={{ height: `calc(var(--grid-row) * ${rows.length})` }}
      >
        {rows.slice(shown.first, shown.end).map((row, at) => (
          <GridRow
            key={row.uid}
            row={row}
            index={shown.first + at}
            selected={isSelected(selection, row.uid)}
            current={shown.first + at === stop}
            href={props.href(row)}
            onOpen={props.onOpen}
            onCurrent={setCurrent}
            onToggle={onToggle}
          />
        ))}
      </div>
      {props.foot}
    </div>
  );
}

/** First click sorts, the second turns round, the third goes back to trouble first. */
function nextSort(
  now: AgentSort,
  key: Exclude<(typeof COLUMNS)[number]["sort"], undefined> | undefined,
): AgentSort {
  if (key === undefined) return now;
  if (now === key) return `-${key}`;
  return now === `-${key}` ? "trouble" : key;
}
