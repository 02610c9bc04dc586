"use client";
import type { Hub } from "@fleethub/api";
import { useState } from "react";
import { useHandshakes } from "../data/queries";
import { useMay } from "../data/session";
import { Button } from "../parts/button";
import { KnockCard, KnockLine, Listening } from "../parts/live-check";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";
import { ArrivalSteps } from "./arrival-card";
import { type Door, reachCommand } from "./templates";
import { useArrivals } from "./use-arrivals";
import { Link } from "../parts/link";

const CARDS_MAX = 4;

/** Who came since the page was opened, who knocked and failed, and why. */
export function LiveCheck({ hub, door }: { hub: Hub; door: Door }) {
  const knocks = useHandshakes();
  const locked = useMay()("handshakes.read");
  const arrivals = useArrivals();
  const [all, setAll] = useState(false);
  const failed = knocks.data?.items ?? [];
  const shown = all ? failed : failed.slice(0, CARDS_MAX);
  const came = arrivals.rows.slice(0, CARDS_MAX);
  return (
    <aside className="stack live-check" aria-label="Live connection check">
      <div className="row between wrap">
        <h2>Live check</h2>
        <KnockLine hub={hub} knocks={knocks.data?.items} arrived={arrivals.total} />
      </div>
      {came.map((row) => (
        <ArrivalSteps key={row.uid} row={row} />
      ))}
      {arrivals.total > came.length ? (
        <Link className="small" href="/agents?q=presence%3Aconnected">
          {`${plural(arrivals.total - came.length, "more agent")} came, show all that are connected`}
        </Link>
      ) : null}
      {locked === undefined ? null : (
        <p className="quiet small">{`Failed attempts are not shown. ${locked}.`}</p>
      )}
      {knocks.error ? (
        <Trouble error={knocks.error} onRetry={() => void knocks.refetch()} />
      ) : (
        shown.map((knock) => (
          <KnockCard
            key={`${knock.remoteAddress} ${knock.step} ${knock.cause}`}
            knock={knock}
            secure={hub.agentsTls !== "off"}
          />
        ))
      )}
      {failed.length > shown.length ? (
        <Button size="sm" onClick={() => setAll(true)}>
          {`Show ${failed.length - shown.length} more that failed`}
        </Button>
      ) : null}
      <Listening command={reachCommand(door)} />
    </aside>
  );
}
