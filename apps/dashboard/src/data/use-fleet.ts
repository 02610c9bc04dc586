"use client";
import type { AgentRow, AgentSort, ApiProblem } from "@fleethub/api";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Batch } from "./batches";
import { type FleetList, fromPage, NO_LIST, patched, withPage } from "./fleet-list";
import { answered, hub, problemOf } from "./hub";
import { useBatches } from "./live";
import { term } from "./query-text";

const PAGE = 100;
const PAGE_MAX = 500;
/** UIDs in one request, so that the query stays within the grammar's length. */
const UIDS_PER_REQUEST = 80;
/** How often the rows in sight are read again where nothing was heard of them. */
const SIGHT_MS = 15_000;

/** The inventory for one query and order, patched in place as agents change. */
export interface Fleet {
  readonly list: FleetList;
  /** False until the first answer for this query and order. */
  readonly ready: boolean;
  readonly problem: ApiProblem | null;
  /** Reads the next page where there is one. */
  readonly more: () => void;
  /** Reads the list afresh, in order: what came or left is applied. */
  readonly apply: () => void;
  /** The rows in sight, by place: a quiet heartbeat is no event, so their age is read again now and then. */
  readonly onShown: (first: number, end: number) => void;
}

/** Follows the inventory. `held`: nothing is applied while it is true. */
export function useFleet(query: string, sort: AgentSort, held: () => boolean): Fleet {
  const [list, setList] = useState<FleetList>(NO_LIST);
  const [ready, setReady] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const run = useRef(0);
  const busy = useRef(false);
  const latest = useRef(list);
  latest.current = list;
  const pending = useRef({ changed: new Set<string>(), gone: new Set<string>() });

  const apply = useCallback(async () => {
    const mine = ++run.current;
    pending.current = { changed: new Set(), gone: new Set() };
    try {
      const limit = Math.min(PAGE_MAX, Math.max(PAGE, latest.current.rows.length));
      const page = await answered(hub.listAgents({ query: { query, sort, limit } }));
      if (mine !== run.current) return;
      setList(fromPage(page));
      setProblem(null);
    } catch (error) {
      if (mine === run.current) setProblem(problemOf(error));
    }
    if (mine === run.current) setReady(true);
  }, [query, sort]);

  useEffect(() => {
    latest.current = NO_LIST;
    void apply();
  }, [apply]);

  const more = useCallback(async () => {
    const cursor = latest.current.nextCursor;
    if (cursor === null || busy.current) return;
    busy.current = true;
    const mine = run.current;
    try {
      const page = await answered(hub.listAgents({ query: { query, sort, limit: PAGE, cursor } }));
      if (mine === run.current) setList((now) => withPage(now, page));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      busy.current = false;
    }
  }, [query, sort]);

  const flush = useCallback(async () => {
    const { changed, gone } = pending.current;
    if (held() || (changed.size === 0 && gone.size === 0)) return;
    pending.current = { changed: new Set(), gone: new Set() };
    const mine = run.current;
    try {
      const now = await readChanged(query, changed, latest.current);
      if (mine !== run.current) return;
      // An empty list has no row that could move, so what comes is shown at once.
      if (latest.current.rows.length === 0 && now.matching.size > 0) return void apply();
      setList((was) => patched(was, now.rows, now.matching, gone));
    } catch (error) {
      setProblem(problemOf(error));
    }
  }, [query, held, apply]);

  useBatches(
    useCallback(
      (batch: Batch) => {
        if (batch.everything) return void apply();
        for (const uid of batch.agents) pending.current.changed.add(uid);
        for (const uid of batch.forgotten) pending.current.gone.add(uid);
        void flush();
      },
      [apply, flush],
    ),
  );
  useEffect(() => {
    const timer = setInterval(() => void flush(), 1000);
    return () => clearInterval(timer);
  }, [flush]);

  const sight = useRef({ first: 0, end: 0 });
  const onShown = useCallback((first: number, end: number) => {
    sight.current = { first, end };
  }, []);
  useEffect(() => {
    const timer = setInterval(() => {
      const { first, end } = sight.current;
      for (const row of latest.current.rows.slice(first, end)) pending.current.changed.add(row.uid);
    }, SIGHT_MS);
    return () => clearInterval(timer);
  }, []);

  return { list, ready, problem, more, apply, onShown };
}

/**
 * Changed rows that are loaded, as they are now, and which of the changed match. Of agents that are not loaded only
 * those are asked for that could come into a list that is whole; where they are many, the list itself is asked.
 */
async function readChanged(query: string, changed: ReadonlySet<string>, list: FleetList) {
  const { loaded, others } = split(changed, list);
  const rows: AgentRow[] = [];
  const matching = new Set<string>();
  for (let at = 0; at < loaded.length; at += UIDS_PER_REQUEST) {
    const some = term("uid", loaded.slice(at, at + UIDS_PER_REQUEST));
    const all = await read(some, UIDS_PER_REQUEST);
    const those = query === "" ? all : await read(`${query} ${some}`, UIDS_PER_REQUEST);
    rows.push(...all);
    for (const row of those) matching.add(row.uid);
  }
  if (others.length === 0) return { rows, matching };
  const came =
    others.length <= UIDS_PER_REQUEST
      ? await read(`${query} ${term("uid", others)}`.trim(), UIDS_PER_REQUEST)
      : await read(query, Math.min(PAGE_MAX, list.rows.length + PAGE));
  const known = new Set(list.rows.map(({ uid }) => uid));
  for (const row of came) {
    if (known.has(row.uid)) continue;
    rows.push(row);
    matching.add(row.uid);
  }
  return { rows, matching };
}

function split(changed: ReadonlySet<string>, list: FleetList) {
  const known = new Set(list.rows.map(({ uid }) => uid));
  const loaded = [...changed].filter((uid) => known.has(uid));
  const others = list.nextCursor === null ? [...changed].filter((uid) => !known.has(uid)) : [];
  return { loaded, others };
}

async function read(query: string, limit: number): Promise<readonly AgentRow[]> {
  return (await answered(hub.listAgents({ query: { query, limit } }))).items;
}
