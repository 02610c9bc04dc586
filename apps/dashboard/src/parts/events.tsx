"use client";
import type { TimelineEntry } from "@fleethub/api";
import { Fragment } from "react";
import { detailWords, drawingOf } from "../words/timeline";
import { Hash } from "./hash";
import { Icon } from "./icon";
import { Moment } from "./moment";

/** What happened, newest first, each with its moment and what is known of it. */
export function Events({ entries, wide }: { entries: readonly TimelineEntry[]; wide?: boolean }) {
  return (
    <ul className={wide ? "events wide" : "events"}>
      {entries.map((entry) => {
        const { icon, tone } = drawingOf(entry.kind);
        return (
          <li key={entry.id}>
            <Moment className="at" at={entry.at} />
            <Icon name={icon} className={tone === "mute" ? "quiet" : `c-${tone}`} />
            <div>
              <b>{entry.summary}</b>
              <Details entry={entry} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Details({ entry }: { entry: TimelineEntry }) {
  const words = detailWords(entry.detail, entry.summary);
  if (words.length === 0) return null;
  return (
    <div className="d">
      {words.map(({ text, hash }, at) => (
        <Fragment key={text}>
          {at > 0 ? ", " : ""}
          {text}
          {hash === undefined ? null : (
            <>
              {" "}
              <Hash of={hash} />
            </>
          )}
        </Fragment>
      ))}
    </div>
  );
}
