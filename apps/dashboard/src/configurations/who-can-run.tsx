"use client";
import type { CheckAnswer, Compatibility, Health } from "@fleethub/api";
import type { UseQueryResult } from "@tanstack/react-query";
import { useRef } from "react";
import { useFacets } from "../data/queries";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";
import { Mark } from "../parts/mark";
import { Note } from "../parts/note";
import { Query } from "../parts/query";
import { Segments } from "../parts/segments";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { count, plural } from "../words/format";
import { agentsHref } from "./addresses";
import { shouldRun } from "./use-runners";
import { type Reason, reasonsOf } from "./who-reasons";
import { Link } from "../parts/link";

const VERDICTS = {
  "can-run": { mark: "healthy", bar: "ok" },
  "cannot-run": { mark: "unhealthy", bar: "bad" },
  "not-remote-configurable": { mark: "degraded", bar: "warn" },
  unknown: { mark: "unknown", bar: "mute" },
} as const satisfies Record<Compatibility["verdict"], { mark: Health; bar: string }>;

const NOTHING_KNOWN = {};

/** Per agent, from what each reports: who can run the text, and who lacks what. Whom to ask is a query. */
export function WhoCanRun(props: {
  name: string;
  check: UseQueryResult<CheckAnswer>;
  /** There is no text to judge. */
  empty: boolean;
  query: string;
  onQuery: (query: string) => void;
}) {
  const { name, query, onQuery } = props;
  const facets = useFacets("");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <div className="who-query">
        <Query
          value={query}
          onChange={onQuery}
          known={facets.data?.facets ?? NOTHING_KNOWN}
          input={input}
        />
        <Segments
          label="Whom to ask"
          value={query === "" ? "all" : query === shouldRun(name) ? "theirs" : "query"}
          options={[
            { value: "all", label: "All agents" },
            { value: "theirs", label: "Should run it" },
            ...(query === "" || query === shouldRun(name)
              ? []
              : [{ value: "query" as const, label: "The query" }]),
          ]}
          onChange={(value) => {
            if (value !== "query") onQuery(value === "all" ? "" : shouldRun(name));
          }}
        />
      </div>
      <Verdicts {...props} />
    </>
  );
}

function Verdicts(props: {
  check: UseQueryResult<CheckAnswer>;
  empty: boolean;
  query: string;
  onQuery: (query: string) => void;
}) {
  const { query, check } = props;
  const who = check.data?.compatibility;
  if (check.error) {
    return <Trouble error={check.error} onRetry={() => void check.refetch()} />;
  }
  if (props.empty) return <p className="soft">There is no text to judge yet.</p>;
  if (!who) return <Skeleton lines={6} />;
  const errors = (check.data?.findings ?? []).filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    return (
      <Note tone="bad">
        <b>No Collector starts with this</b>
        <div>{`Mend ${plural(errors.length, "problem")} first; then it says here who lacks what.`}</div>
      </Note>
    );
  }
  if (who.agents === 0) {
    return query === "" ? (
      <Empty
        title="No agent is in the fleet yet"
        action={
          <Link className="btn" href="/connect">
            Connect a Collector
          </Link>
        }
      />
    ) : (
      <Empty
        title="No agent matches"
        action={<Button onClick={() => props.onQuery("")}>Ask about all agents</Button>}
      />
    );
  }
  const reasons = reasonsOf(who.rows);
  return (
    <section className="card flush">
      <div className="body">
        <div className="row between">
          <b className="big">
            {count(who.canRun)} of {plural(who.agents, "agent")} can run this
          </b>
          <span className="quiet small">as they report now</span>
        </div>
        <div className="bar tall" aria-hidden="true">
          {reasons.map((one) => (
            <i
              key={one.key}
              className={`bg-${VERDICTS[one.verdict].bar}`}
              style={{ flex: `${one.agents} 0 0` }}
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
        {reasons.map((one) => (
          <OneReason key={one.key} reason={one} query={query} />
        ))}
      </ul>
    </section>
  );
}

function OneReason({ reason, query }: { reason: Reason; query: string }) {
  return (
    <li>
      <Mark of={VERDICTS[reason.verdict].mark} />
      <b className="num">{count(reason.agents)}</b>
      <div>
        {reason.says}
        {reason.lacks === "" ? null : <code>{reason.lacks}</code>}
        <p>{reason.detail}</p>
      </div>
      <Link className="small" href={agentsHref(reason.whom(query))}>
        Show
        <span className="sr">{` the ${reason.agents} that ${reason.says} ${reason.lacks}`}</span>
      </Link>
    </li>
  );
}
