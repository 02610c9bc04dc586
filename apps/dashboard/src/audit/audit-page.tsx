"use client";
import type { AuditBy, AuditChain, AuditEntry } from "@fleethub/api";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useInBrowser, useParam } from "../data/address";
import { answered, hub, problemOf } from "../data/hub";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";
import { Segments } from "../parts/segments";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";
import { AuditQuery } from "./audit-query";
import { AuditTable } from "./audit-table";
import { ChainBar, useChain } from "./chain-bar";
import { ProofBundle } from "./proof-link";
import { useNames } from "./use-names";
import { Link } from "../parts/link";

const PAGE = 100;

type By = "" | AuditBy;

const BY: readonly { readonly value: By; readonly label: string }[] = [
  { value: "", label: "Everything" },
  { value: "people", label: "People" },
  { value: "automatic", label: "Automatic" },
];

const isBy = (text: string): text is By => BY.some(({ value }) => value === text);

/** Who did what, when, to which, with before and after. Newest first; never editable. */
export function AuditPage() {
  const inBrowser = useInBrowser();
  const [query, setQuery] = useParam("q");
  const [wanted, setBy] = useParam("by");
  const by = isBy(wanted) ? wanted : "";
  const chain = useChain().data;
  const audit = useInfiniteQuery({
    queryKey: ["audit", query, by],
    queryFn: ({ pageParam }) =>
      answered(
        hub.listAudit({
          query: {
            query,
            limit: PAGE,
            ...(by === "" ? {} : { by }),
            ...(pageParam === "" ? {} : { cursor: pageParam }),
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    enabled: inBrowser,
  });
  const [entry, setEntry] = useParam("entry");
  const open = /^[1-9]\d*$/.test(entry) ? Number(entry) : null;
  const setOpen = (sequence: number | null) => setEntry(sequence === null ? "" : `${sequence}`);
  const entries = audit.data?.pages.flatMap(({ items }) => items) ?? [];
  const counted = audit.data?.pages[0];
  const elsewhere = useElsewhere(open, entries);
  const shown = elsewhere === null ? entries : [elsewhere, ...entries];
  const names = useNames(
    entries.filter((one) => one.resource.kind === "agent").map((one) => one.resource.id),
  );
  return (
    <>
      <PageHead
        title="Audit"
        sub={chain === undefined ? "" : <Extent chain={chain} />}
        acts={<ProofBundle />}
      />
      {inBrowser ? <ChainBar onShow={setOpen} /> : null}
      <div className="querybar">
        {inBrowser ? (
          <AuditQuery value={query} onChange={setQuery} problem={unreadable(audit.error)} />
        ) : null}
        <Segments label="Who acted" value={by} options={BY} onChange={setBy} />
        {(query !== "" || by !== "") && counted !== undefined ? (
          <span className="soft small" role="status">
            {counted.atLeast ? "At least " : ""}
            {plural(counted.total, "entry matches", "entries match")}
          </span>
        ) : null}
      </div>
      <div className="scroll">
        {audit.error && unreadable(audit.error) === null ? (
          <Trouble error={audit.error} onRetry={() => void audit.refetch()} />
        ) : null}
        {audit.data === undefined ? (
          audit.error ? null : (
            <Skeleton lines={10} label="Loading the audit" />
          )
        ) : entries.length === 0 ? (
          query === "" && by === "" ? (
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
            <NoEntry
              query={query}
              onAll={() => {
                setQuery("");
                setBy("");
              }}
            />
          )
        ) : (
          <AuditTable
            entries={shown}
            names={names}
            open={open}
            onOpen={setOpen}
            verification={chain?.verification ?? null}
          />
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

/** Which condition to drop. */
function NoEntry({ query, onAll }: { query: string; onAll: () => void }) {
  return (
    <Empty title="No entry matches" action={<Button onClick={onAll}>Show all entries</Button>}>
      {query === "" ? "None of this kind was written." : `No entry holds all of ${query}.`}
    </Empty>
  );
}

/** How many entries there are, and since when. */
function Extent({ chain: { entries, since } }: { chain: AuditChain }) {
  return (
    <>
      {plural(entries, "entry", "entries")}
      {since === null ? "" : ` since ${DAY.format(new Date(since))}`}
    </>
  );
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** What the hub cannot read in the query, for the place beneath it; null for other trouble. */
function unreadable(error: Error | null): string | null {
  const { type, detail } = problemOf(error);
  return error !== null && type === "invalid-query" ? detail : null;
}

/** The opened entry where the list does not reach it, so that a link to it opens it. */
function useElsewhere(open: number | null, entries: readonly AuditEntry[]): AuditEntry | null {
  const isListed = open === null || entries.some(({ sequence }) => sequence === open);
  const found = useQuery({
    queryKey: ["audit", "entry", open],
    queryFn: () => answered(hub.getAuditEntry({ params: { sequence: open ?? 0 } })),
    enabled: !isListed && entries.length > 0,
    retry: false,
  });
  return isListed ? null : (found.data?.entry ?? null);
}
