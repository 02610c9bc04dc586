import type { ReactNode } from "react";
import { plural } from "../words/format";
import { Button } from "./button";

/** What can be done with the selection. It states the reach before the act. */
export function BulkBar(props: {
  /** Agents selected. */
  count: number;
  /** Such as `2 get it now, 1 on reconnect`. */
  reach: string;
  /** All that match, where they are more than are selected. */
  all: number | null;
  onAll: () => void;
  onClear: () => void;
  children: ReactNode;
}) {
  return (
    <div className="bulk" role="toolbar" aria-label="Actions on the selection">
      <b>{plural(props.count, "agent")}</b>
      <span className="sep" />
      <span className="reach">
        {props.reach}{" "}
        {props.all === null ? null : (
          <button type="button" className="link" onClick={props.onAll}>
            Select all {props.all}
          </button>
        )}
      </span>
      <span className="sep" />
      {props.children}
      <Button
        kind="ghost"
        size="sm"
        icon="x"
        aria-label="Clear selection"
        onClick={props.onClear}
      />
    </div>
  );
}
