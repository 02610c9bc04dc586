"use client";
import type { AgentRow } from "@fleethub/api";
import { parseQuery } from "@fleethub/fleet/query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useInBrowser, useParam } from "../data/address";
import { waiting } from "../data/fleet-list";
import { useKeys } from "../data/keys";
import { useFacets } from "../data/queries";
import { useFleet } from "../data/use-fleet";
import { rememberWalk } from "../data/walk";
import { Button } from "../parts/button";
import { Counters } from "../parts/counters";
import { Empty } from "../parts/empty";
import { Facets } from "../parts/facets";
import { FleetGrid } from "../parts/fleet-grid/fleet-grid";
import { NONE, type Selection, selectedCount } from "../parts/fleet-grid/selection";
import { Icon } from "../parts/icon";
import { PageHead } from "../parts/page-head";
import { Query } from "../parts/query";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { count, plural } from "../words/format";
import { reachOf } from "./bulk";
import { BulkActions } from "./bulk-actions";
import { NoMatch } from "./no-match";
import { readSort } from "./sort";
import { useFacetsByField } from "./use-facets-by-field";
import { useIdleApply } from "./use-idle-apply";
import { Link } from "../parts/link";

/** Only a hub without agents shows it. */
const FirstAgent = dynamic(() => import("./first-agent").then((part) => part.FirstAgent), {
  ssr: false,
});

const hrefOf = (row: AgentRow) => `/agents/one?uid=${row.uid}`;

/** The inventory: how is the fleet, what is wrong, with whom. */
export function AgentsPage() {
  const inBrowser = useInBrowser();
  const whole = useFacets("");
  const total = whole.data?.total;
  return (
    <>
      <PageHead
        title="Agents"
        sub={total === undefined ? "" : total === 0 ? "none yet" : `${count(total)} in the fleet`}
        lined={total === 0}
        acts={
          total ? (
            <Link className="btn primary" href="/connect">
              <Icon name="plus" />
              Connect
            </Link>
          ) : null
        }
      />
      {total === 0 ? (
        <FirstAgent />
      ) : whole.data && inBrowser ? (
        <Inventory whole={whole.data} />
      ) : whole.error ? (
        <Trouble error={whole.error} onRetry={() => void whole.refetch()} />
      ) : (
        <Skeleton lines={12} label="Loading the fleet" />
      )}
    </>
  );
}

function Inventory({ whole }: { whole: NonNullable<ReturnType<typeof useFacets>["data"]> }) {
  const router = useRouter();
  const [query, setQuery] = useParam("q");
  const [sortText, setSort] = useParam("sort");
  const sort = readSort(sortText);
  const [selection, setSelection] = useState<Selection>(NONE);
  const [hold, setHold] = useState(false);
  const [facetsOpen, setFacetsOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const holding = useRef(false);
  holding.current = hold;
  const held = useCallback(
    () => holding.current || document.querySelector("[data-open], dialog[open]") !== null,
    [],
  );
  const fleet = useFleet(query, sort, held);
  const facets = useFacetsByField(query);
  const { list, apply } = fleet;
  const wait = waiting(list);
  const unreadable = parseQuery(query).problem !== undefined;

  const change = useCallback(
    (next: string) => {
      setQuery(next);
      setSelection(NONE);
    },
    [setQuery],
  );
  useIdleApply(wait > 0 && !hold, apply);
  useKeys({ "/": () => input.current?.focus(), h: () => setHold((now) => !now) });
  useEffect(() => rememberWalk(list.rows.map((row) => row.uid)), [list.rows]);
  const onOpen = useCallback((href: string) => router.push(href), [router]);
  const target = useMemo(
    () => ({ selection, query, total: list.total }),
    [selection, query, list.total],
  );

  return (
    <>
      <Counters facets={whole} query={query} onChange={change} />
      <div className="querybar">
        <Query value={query} onChange={change} known={facets.byField} input={input} />
        {wait > 0 ? (
          <div className="waits" role="status">
            <Icon name="info" small />
            {plural(wait, "agent")} came or left
            <Button size="sm" onClick={apply}>
              Show
            </Button>
          </div>
        ) : null}
        <Button
          icon="filter"
          className="only-narrow"
          aria-expanded={facetsOpen}
          onClick={() => setFacetsOpen(!facetsOpen)}
        >
          Facets
        </Button>
        {hold ? (
          <Button icon="play" aria-pressed="true" onClick={() => setHold(false)}>
            Held, go on
          </Button>
        ) : null}
      </div>
      <div className={facetsOpen ? "fleet facets-open" : "fleet"}>
        <Facets facets={facets.byField} query={query} onChange={change} />
        <div className="grid-box">
          {fleet.problem && !unreadable ? (
            <Trouble problem={fleet.problem} onRetry={apply} />
          ) : null}
          {unreadable ? (
            <Empty
              title="Nothing is shown until the query can be read"
              action={<Button onClick={() => change("")}>Clear the query</Button>}
            />
          ) : !fleet.ready ? (
            <Skeleton lines={14} label="Loading agents" />
          ) : list.rows.length === 0 && !fleet.problem ? (
            <NoMatch query={query} onChange={change} />
          ) : (
            <FleetGrid
              rows={list.rows}
              total={list.total}
              sort={sort}
              onSort={setSort}
              selection={selection}
              onSelection={setSelection}
              onNearEnd={fleet.more}
              onShown={fleet.onShown}
              href={hrefOf}
              onOpen={onOpen}
              {...(wait > 0 && !hold ? { onTop: apply } : {})}
            />
          )}
          {selectedCount(selection, list.total) > 0 ? (
            <BulkActions
              target={target}
              reach={reachOf(target, list.rows, facets.matching)}
              loaded={list.rows.length}
              onSelection={setSelection}
            />
          ) : null}
        </div>
      </div>
    </>
  );
}
