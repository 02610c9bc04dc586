"use client";
import type { AgentRow } from "@fleethub/api";
import { memo, type MouseEvent, useEffect, useRef } from "react";
import { COLUMNS } from "./columns";

const WASH_MS = 1_200;

/** One agent. It keeps its place; a cell whose value changed is washed once. */
export const GridRow = memo(function GridRow(props: {
  row: AgentRow;
  /** Place in the whole result, from 0. */
  index: number;
  selected: boolean;
  /** The one row that Tab reaches. */
  current: boolean;
  href: string;
  onOpen: (href: string) => void;
  onCurrent: (index: number) => void;
  onToggle: (index: number, extend: boolean) => void;
}) {
  const { row, index } = props;
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef(row);
  useEffect(() => {
    const was = before.current;
    before.current = row;
    if (was === row || was.uid !== row.uid || reducedMotion()) return;
    for (const [at, column] of COLUMNS.entries()) {
      if (column.changes(was) === column.changes(row)) continue;
      ref.current?.children[at + 1]?.animate?.([{ background: "var(--move-wash)" }, {}], WASH_MS);
    }
  }, [row]);
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    props.onOpen(props.href);
  };
  return (
    <div
      ref={ref}
      className={props.selected ? "g-row on" : "g-row"}
      role="row"
      // The head is row 1.
      aria-rowindex={index + 2}
      aria-selected={props.selected}
      data-uid={row.uid}
      tabIndex={props.current ? 0 : -1}
      style={{ top: `calc(var(--grid-row) * ${index})` }}
      onFocus={() => props.onCurrent(index)}
    >
      <span role="gridcell">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Select ${row.name || row.uid}`}
          checked={props.selected}
          onChange={() => {}}
          onClick={(event) => props.onToggle(index, event.shiftKey)}
        />
      </span>
      {COLUMNS.map((column) => (
        <span
          key={column.key}
          role="gridcell"
          className={column.className}
          {...(column.key === "name" ? { onClick: open } : {})}
        >
          {column.cell(row, props.href)}
        </span>
      ))}
    </div>
  );
});

function reducedMotion(): boolean {
  return window.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
}
