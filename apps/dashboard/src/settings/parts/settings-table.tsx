"use client";
import { type ReactNode, useRef } from "react";
import { useFocusKept } from "../../parts/use-focus-kept";

/** A list of the settings. Its rows end with their acts, in a cell `acts` under no visible head. */
export function SettingsTable(props: {
  label: string;
  heads: readonly string[];
  children: ReactNode;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  useFocusKept(body);
  return (
    <table className="tbl set-tbl" aria-label={props.label}>
      <thead>
        <tr>
          {props.heads.map((head) => (
            <th key={head}>{head}</th>
          ))}
          <th>
            <span className="sr">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody ref={body}>{props.children}</tbody>
    </table>
  );
}
