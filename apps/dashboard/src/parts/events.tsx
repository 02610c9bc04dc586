"use client";
import type { TimelineEntry } from "@fleethub/api";
import { detailWords, drawingOf } from "../words/timeline";
import { moment } from "../words/format";
import { Icon } from "./icon";

/** What happened, newest first, each with its moment and what is known of it. */
export function Events({ entries, wide }: { entries: readonly TimelineEntry[]; wide?: boolean }) {
  const now = Date.now();
  return (
    <ul className={wide ? "events wide" : "events"}>
      {entries.map((entry) => {
        const { icon, tone } = drawingOf(entry.kind);
        return (
          <li key={entry.id}>
            <time
              className="at"
              dateTime={entry.at}
              title={`${entry.at.replace("T", " ").slice(0, 19)} UTC`}
            >
              {moment(entry.at, now)}
            </time>
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
  return words.length === 0 ? null : <div className="d">{words.join(", ")}</div>;
}
