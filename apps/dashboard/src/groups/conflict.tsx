"use client";
import type { Group } from "@fleethub/api";
import { Button } from "../parts/button";
import { Note } from "../parts/note";
import { changedMeanwhile } from "./group-draft";

/** Somebody else changed the group while it was edited: what, and whose version goes on. */
export function Conflict(props: {
  seen: Group;
  now: Group;
  onTake: () => void;
  onKeep: () => void;
}) {
  const differences = changedMeanwhile(props.seen, props.now);
  if (props.seen.version === props.now.version || differences.length === 0) return null;
  return (
    <Note tone="warn">
      <div role="alert">
        <b>Somebody else changed this group meanwhile</b>
        <dl className="dl small">
          {differences.map(({ what, before, now }) => (
            <div key={what} className="pair">
              <dt>{what}</dt>
              <dd>
                <code>{before || "empty"}</code> is now <code>{now || "empty"}</code>
              </dd>
            </div>
          ))}
        </dl>
        <div className="row wrap grp-conflict">
          <Button size="sm" onClick={props.onTake}>
            Take what is there
          </Button>
          <Button size="sm" onClick={props.onKeep}>
            Go on with mine
          </Button>
        </div>
      </div>
    </Note>
  );
}
