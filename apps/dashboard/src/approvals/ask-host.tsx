"use client";
import { useSyncExternalStore } from "react";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { AskPart } from "./ask-part";
import { onRefused, refusedNow, stopAsking } from "./ask-instead";

/** Where acts without a dialog of their own ask for approval; once, in the shell. */
export function AskHost() {
  const refused = useSyncExternalStore(onRefused, refusedNow, () => null);
  if (refused === null) return null;
  return (
    <Dialog
      title="It needs approval"
      onClose={stopAsking}
      acts={<Button onClick={stopAsking}>Close</Button>}
    >
      <ul className="ap-reasons soft">
        {refused.needed.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <AskPart needed={refused.needed} wish={refused.wish} />
    </Dialog>
  );
}
