"use client";
import { useEffect, useState } from "react";
import { useLiveState } from "../data/live";
import { Banner } from "../parts/banner";
import { duration, moment } from "../words/format";

const TOLD_AFTER_MS = 5_000;

/** Seconds tick while the stream is lost. */
function useLostFor(): { at: number; ms: number } | null {
  const { lostAt } = useLiveState();
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (lostAt === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [lostAt]);
  return lostAt === null ? null : { at: lostAt, ms: Math.max(0, now - lostAt) };
}

/** Says in the nav whether what is seen is live. */
export function LiveLine() {
  const { live } = useLiveState();
  const lost = useLostFor();
  return (
    <p className="live" role="status">
      <i
        className={`m ${live ? "m-connected" : lost ? "m-stale" : "m-unknown beat"}`}
        aria-hidden="true"
      />
      {live ? "Live" : lost ? `Not live for ${duration(lost.ms)}` : "Connecting"}
    </p>
  );
}

/** Across the page once the stream has been lost for some seconds. What is shown stays, with its age. */
export function NotLiveBanner() {
  const lost = useLostFor();
  if (lost === null || lost.ms < TOLD_AFTER_MS) return null;
  const since = moment(new Date(lost.at).toISOString(), Date.now());
  return (
    <Banner icon="offline">
      Not live since {since}. What you see is {duration(lost.ms)} old. It goes on by itself when the
      hub answers.
    </Banner>
  );
}
