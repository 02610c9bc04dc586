"use client";
import type { AuditEntry } from "@fleethub/api";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Fragment, useEffect, useRef, useState } from "react";
import { useInBrowser, useParam } from "../data/address";
import { answered, hub } from "../data/hub";
import { useKeys } from "../data/keys";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";
import { Icon } from "../parts/icon";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { moment, plural } from "../words/format";
import { AuditChange } from "./audit-change";
import { actorName, resourceHref, verbWords } from "./audit-words";

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
  const [open, setOpen] = useState<string | null>(null);
  const entries = audit.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = audit.data?.pages[0]?.total;
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
          <Empty
            title={query === "" ? "Nothing has been asked of this hub yet" : "No entry matches"}
          >
            {query === ""
              ? "Every act of an operator is kept here, in the same commit as its effect."
              : `Nobody’s name, verb or resource contains “${query}”.`}
          </Empty>
        ) : (
          <table className="tbl aud">
            <thead>
              <tr>
                <th>
                  <span className="sr">Open</span>
                </th>
                <th>Time</th>
                <th>Who</th>
                <th>What</th>
                <th>Which</th>
                <th>Request</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <Entry
                  key={entry.id}
                  entry={entry}
                  open={open === entry.id}
                  onToggle={() => setOpen(open === entry.id ? null : entry.id)}
                />
              ))}
            </tbody>
          </table>
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

function Entry({
  entry,
  open,
  onToggle,
}: {
  entry: AuditEntry;
  open: boolean;
  onToggle: () => void;
}) {
  const href = resourceHref(entry);
  return (
    <Fragment>
      <tr className={open ? "open" : undefined}>
        <td>
          <Button
            kind="ghost"
            size="sm"
            icon={open ? "down" : "right"}
            aria-expanded={open}
            aria-label={`${open ? "Close" : "Open"} ${verbWords(entry.action)} of ${moment(entry.at, Date.now())}`}
            onClick={onToggle}
          />
        </td>
        <td className="soft nowrap" title={`${entry.at.replace("T", " ").slice(0, 19)} UTC`}>
          {moment(entry.at, Date.now())}
        </td>
        <td>
          <span className="row">
            <Icon
              name={
                entry.actor.kind === "hub" ? "pulse" : entry.actor.kind === "token" ? "key" : "user"
              }
              small
              className="quiet"
            />
            {actorName(entry)}
          </span>
        </td>
        <td>
          <b>{verbWords(entry.action)}</b>{" "}
          {entry.actor.reason ? <span className="soft">{entry.actor.reason}</span> : null}
        </td>
        <td className="soft">
          {href ? <a href={href}>{entry.resource.id}</a> : entry.resource.id}
        </td>
        <td className="h">{entry.actor.requestId.slice(0, 13)}</td>
      </tr>
      {open ? (
        <tr className="det">
          <td colSpan={6}>
            <AuditChange entry={entry} />
          </td>
        </tr>
      ) : null}
    </Fragment>
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
