"use client";
import type { Rollout, RolloutEvent } from "@fleethub/api";
import { useNames } from "../audit/use-names";
import { useRolloutEvents } from "../data/rollouts";
import { Button } from "../parts/button";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon";
import { Skeleton } from "../parts/skeleton";
import { TickingTime } from "../parts/ticking-time";
import { Trouble } from "../parts/trouble";
import { moment } from "../words/format";
import { eventDrawing, eventWords } from "../words/rollouts";
import { reportHref } from "./addresses";
import { Link } from "../parts/link";

/** What happened, newest first, and the whole of it as a file. */
export function EventsCard({ rollout }: { rollout: Rollout }) {
  const events = useRolloutEvents(rollout.id);
  const all = events.data?.pages.flatMap(({ items }) => items);
  const names = useNames(all?.flatMap(({ uid }) => (uid === null ? [] : [uid])) ?? []);
  return (
    <Card
      title="Events"
      flush
      acts={
        <a
          className="btn ghost sm"
          href={reportHref(rollout.id)}
          download={`rollout-${rollout.number}.html`}
        >
          <Icon name="download" small />
          Report
        </a>
      }
    >
      {events.error ? (
        <Trouble error={events.error} onRetry={() => void events.refetch()} />
      ) : all === undefined ? (
        <Skeleton lines={6} label="Loading the events" />
      ) : (
        <ul className="ro-events" tabIndex={0} aria-label="Events">
          {all.map((event) => (
            <Line key={event.id} event={event} name={names.get(event.uid ?? "")} />
          ))}
          {events.hasNextPage ? (
            <li>
              <span />
              <span />
              <Button
                size="sm"
                kind="ghost"
                className="start"
                onClick={() => void events.fetchNextPage()}
              >
                Show earlier
              </Button>
            </li>
          ) : null}
        </ul>
      )}
    </Card>
  );
}

function Line({ event, name }: { event: RolloutEvent; name: string | undefined }) {
  const { at, kind, text, uid } = event;
  const { icon, tone } = eventDrawing(kind);
  const [what, more] = eventWords(kind, text, uid === null ? "" : (name ?? "An agent"));
  return (
    <li>
      <TickingTime className="at" at={at} words={moment} />
      <Icon name={icon} className={tone === "mute" ? "quiet" : `c-${tone}`} />
      <div>
        <b>{uid === null ? what : <Link href={`/agents/one?uid=${uid}#history`}>{what}</Link>}</b>
        {more === "" ? null : <div className="d">{more}</div>}
      </div>
    </li>
  );
}
