"use client";
import type { Compatibility, Health } from "@fleethub/api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useState } from "react";
import { answered, hub } from "../data/hub";
import { Mark } from "../parts/mark";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { count } from "../words/format";

const SETTLE_MS = 600;

const VERDICTS = {
  "can-run": { mark: "healthy", bar: "ok", word: "can run it" },
  "cannot-run": { mark: "unhealthy", bar: "bad", word: "cannot run it" },
  "not-remote-configurable": { mark: "degraded", bar: "warn", word: "cannot be changed from here" },
  unknown: { mark: "unknown", bar: "mute", word: "never reported their components" },
} as const satisfies Record<Compatibility["verdict"], { mark: Health; bar: string; word: string }>;

/** Per agent, from what each reports: who can run the text, and who lacks what. */
export function WhoCanRun({ text }: { text: string }) {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const check = useQuery({
    queryKey: ["check", settled],
    queryFn: () => answered(hub.check({ body: { content: settled, query: "" } })),
    placeholderData: keepPreviousData,
  });
  const who = check.data?.compatibility;
  if (!who) return check.error ? <Trouble error={check.error} /> : <Skeleton lines={6} />;
  if (who.agents === 0) return <p className="soft">No agent is in the fleet yet.</p>;
  return (
    <section className="card flush">
      <div className="body">
        <div className="row between">
          <b className="big">
            {count(who.canRun)} of {count(who.agents)} agents can run this
          </b>
          <span className="quiet small">as they report now</span>
        </div>
        <div className="bar tall" aria-hidden="true">
          {who.rows.map((row) => (
            <i
              key={keyOf(row)}
              className={`bg-${VERDICTS[row.verdict].bar}`}
              style={{ flex: `${row.agents} 0 0` }}
            />
          ))}
        </div>
        {who.judged < who.agents ? (
          <p className="quiet small">
            {count(who.judged)} were judged; the others are above the limit of one check.
          </p>
        ) : null}
      </div>
      <ul className="reachlist lined">
        {who.rows.map((row) => (
          <li key={keyOf(row)}>
            <Mark of={VERDICTS[row.verdict].mark} />
            <b className="num">{count(row.agents)}</b>
            <div>
              {VERDICTS[row.verdict].word}
              <p>
                {row.type} {row.version}
                {row.findings[0] ? `: ${row.findings[0].message}` : ""}
              </p>
            </div>
            <Link
              className="small"
              href={`/agents?q=${encodeURIComponent(row.uids.length > 0 ? `uid:${row.uids.join(",")}` : `type:${row.type} version:${row.version}`)}`}
            >
              Show
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

const keyOf = (row: Compatibility) =>
  `${row.type} ${row.version} ${row.verdict} ${row.findings[0]?.message ?? ""}`;
