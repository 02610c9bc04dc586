"use client";
import type { TimelineEntry } from "@fleethub/api";
import { Fragment } from "react";
import { drawingOf } from "../words/timeline";
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
              <Details detail={entry.detail} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Details({ detail }: { detail: TimelineEntry["detail"] }) {
  const known = Object.entries(detail).filter(
    ([, value]) => value !== null && value !== "" && value !== false,
  );
  if (known.length === 0) return null;
  return (
    <div className="d">
      {known.map(([key, value], at) => (
        <Fragment key={key}>
          {at > 0 ? ", " : ""}
          {typeof value === "string" && value.length > 24 ? (
            <span title={key}>{value}</span>
          ) : (
            `${key.replace(/([A-Z])/g, " $1").toLowerCase()} ${String(value)}`
          )}
        </Fragment>
      ))}
    </div>
  );
}
