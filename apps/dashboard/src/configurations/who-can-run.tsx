"use client";
import type { Compatibility, Configuration, Health } from "@fleethub/api";
import Link from "next/link";
import { useRef, useState } from "react";
import { useFacets } from "../data/queries";
import { term } from "../data/query-text";
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
import { useCheck } from "./use-check";
import { pinnedTo } from "./use-pins";

const VERDICTS = {
  "can-run": { mark: "healthy", bar: "ok", word: "can run it" },
  "cannot-run": { mark: "unhealthy", bar: "bad", word: "cannot run it" },
  "not-remote-configurable": { mark: "degraded", bar: "warn", word: "cannot be changed from here" },
  unknown: { mark: "unknown", bar: "mute", word: "never reported their components" },
} as const satisfies Record<Compatibility["verdict"], { mark: Health; bar: string; word: string }>;

/** Per agent, from what each reports: who can run the text, and who lacks what. Whom to ask is a query. */
export function WhoCanRun(props: { text: string; configuration: Configuration }) {
  const { name, pinnedAgents } = props.configuration;
  const [query, setQuery] = useState(pinnedAgents > 0 ? pinnedTo(name) : "");
  const facets = useFacets("");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <div className="who-query">
        <Query
          value={query}
          onChange={setQuery}
          known={facets.data?.facets ?? NOTHING_KNOWN}
          input={input}
        />
        <Segments
          label="Whom to ask"
          value={query === "" ? "all" : query === pinnedTo(name) ? "pinned" : "query"}
          options={[
            { value: "all", label: "All agents" },
            { value: "pinned", label: "Pinned to it" },
            ...(query === "" || query === pinnedTo(name)
              ? []
              : [{ value: "query" as const, label: "The query" }]),
          ]}
          onChange={(value) => {
            if (value !== "query") setQuery(value === "all" ? "" : pinnedTo(name));
          }}
        />
      </div>
      <Verdicts text={props.text} query={query} onAll={() => setQuery("")} />
    </>
  );
}

const NOTHING_KNOWN = {};

function Verdicts(props: { text: string; query: string; onAll: () => void }) {
  const { query } = props;
  const check = useCheck(props.text, query);
  const who = check.data?.compatibility;
  if (check.error) {
    return <Trouble error={check.error} onRetry={() => void check.refetch()} />;
  }
  if (props.text.trim() === "") return <p className="soft">There is no text to judge yet.</p>;
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
        action={<Button onClick={props.onAll}>Ask about all agents</Button>}
      />
    );
  }
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
            <Link className="small" href={agentsHref(whoIs(row, query))}>
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

/** All of them where the names of a few would leave some out. */
function whoIs(row: Compatibility, query: string): string {
  if (row.uids.length === row.agents) return `uid:${row.uids.join(",")}`;
  const those = [term("type", [row.type]), term("version", [row.version])];
  return [query, ...those].filter(Boolean).join(" ");
}
