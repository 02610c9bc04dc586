"use client";
import { useState } from "react";
import { setSingleKeys, singleKeysOn } from "../data/keys";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";

const KEYS: readonly (readonly [string, string])[] = [
  ["Ctrl K", "find or do"],
  ["/", "to the query"],
  ["j, k", "next, previous row; on an agent, next, previous agent"],
  ["Enter", "open"],
  ["x, Shift x", "select, extend the selection"],
  ["a", "act on the selection"],
  ["h", "hold the list still"],
  ["[, ]", "previous, next tab; in settings, previous, next page"],
  [
    "g then a, g, n, c, r, p, u, s",
    "agents, groups, connect, configurations, rollouts, policies, audit, settings",
  ],
  ["Alt ↑, Alt ↓", "on a group: ask it earlier, later"],
  ["y", "copy the address of this view"],
  ["Esc", "close, then clear the selection"],
  ["F8, Shift F8", "in the editor: next, previous finding"],
  ["Ctrl .", "in the editor: apply the remedy of the finding"],
  ["?", "this list"],
];

/** Every key, and the switch that turns single letters off. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(singleKeysOn);
  return (
    <Dialog
      title="Keys"
      onClose={onClose}
      acts={
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <dl className="dl">
        {KEYS.map(([keys, does]) => (
          <div key={keys} className="pair">
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className="row">
        <input
          type="checkbox"
          className="switch"
          checked={on}
          onChange={(event) => {
            setOn(event.target.checked);
            setSingleKeys(event.target.checked);
          }}
        />
        Single letters act as keys
      </label>
    </Dialog>
  );
}
