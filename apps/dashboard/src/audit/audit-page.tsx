"use client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useInBrowser, useParam } from "../data/address";
import { answered, hub } from "../data/hub";
import { useKeys } from "../data/keys";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";
import { Icon } from "../parts/icon";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { count, plural } from "../words/format";
import { AuditTable } from "./audit-table";
import { useNames } from "./use-names";
import { Link } from "../parts/link";

const PAGE = 100;
const SETTLE_MS = 250;

/** Who did what, when, to which, with before and after. Newest first; never editable. */
export function AuditPage() {
  const inBrowser = useInBrowser();
  const [query, setQuery] = useParam("q");
  const audit = useInfiniteQuery({
    queryKey: ["audit", query],
    queryFn: ({ pageParam }) =>
      answered(
        hub.listAudit({
          query: { query, limit: PAGE, ...(pageParam === "" ? {} : { cursor: pageParam }) },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    enabled: inBrowser,
  });
  const [open, setOpen] = useParam("entry");
  const entries = audit.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = audit.data?.pages[0]?.total;
  const names = useNames(
    entries.filter((one) => one.resource.kind === "agent").map((one) => one.resource.id),
  );
  return (
    <>
      <PageHead title="Audit" sub={total === undefined ? "" : plural(total, "entry", "entries")} />
      <div className="querybar">
        {inBrowser ? <Search value={query} onChange={setQuery} /> : null}
      </div>
      <div className="scroll">
        {audit.error ? <Trouble error={audit.error} onRetry={() => void audit.refetch()} /> : null}
        {audit.data === undefined ? (
          audit.error ? null : (
            <Skeleton lines={10} label="Loading the audit" />
          )
        ) : entries.length === 0 ? (
          query === "" ? (
            <Empty
              title="Nothing has been asked of this hub yet"
              action={
                <Link className="btn" href="/agents">
                  Show the agents
                </Link>
              }
            >
              Every act of an operator is kept here, in the same commit as its effect.
            </Empty>
          ) : (
            <NoEntry query={query} onAll={() => setQuery("")} />
          )
        ) : (
          <AuditTable entries={entries} names={names} open={open} onOpen={setOpen} />
        )}
        {audit.hasNextPage ? (
          <div className="pad">
            <Button onClick={() => void audit.fetchNextPage()}>Show older entries</Button>
          </div>
        ) : null}
      </div>
    </>
  );
}

/** Which condition to drop, and how many entries that brings back. */
function NoEntry({ query, onAll }: { query: string; onAll: () => void }) {
  const all = useQuery({
    queryKey: ["audit", "total"],
    queryFn: () => answered(hub.listAudit({ query: { limit: 1 } })),
  });
  return (
    <Empty
      title="No entry matches"
      action={
        <Button onClick={onAll}>
          {all.data ? `Show all ${count(all.data.total)}` : "Show all entries"}
        </Button>
      }
    >
      Nobody’s name, verb or resource contains “{query}”.
    </Empty>
  );
}

function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  useKeys({ "/": () => input.current?.focus() });
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text.trim()), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <div className="query">
      <Icon name="search" small className="quiet" />
      <input
        ref={input}
        aria-label="Filter the audit"
        placeholder="text in who, what or which"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <kbd>/</kbd>
    </div>
  );
}
