"use client";
import type { Facets } from "@fleethub/api";
import { useId } from "react";
import { useFacets } from "../data/queries";
import { useMay } from "../data/session";
import { term } from "../data/query-text";
import { Button } from "../parts/button";
import { Locked, LockedWords } from "../parts/locked";
import { Empty } from "../parts/empty";
import { plural } from "../words/format";
import { SelectorPaint } from "./selector-paint";

const SUGGESTED = 6;
/** Fields by which people part a fleet; labels go before them. */
const FIELDS = ["type", "os", "arch", "version"];

/** What groups are for, with selectors that this fleet suggests. */
export function FirstGroup({ onBegin }: { onBegin: (query: string) => void }) {
  const facets = useFacets("").data;
  const offers = facets === undefined ? [] : suggestionsFrom(facets);
  return (
    <div className="grp-first">
      <Empty
        title="A group is a selector with a stable revision"
        action={
          <Locked action="groups.write">
            <Button icon="plus" onClick={() => onBegin("")}>
              Write a selector
            </Button>
          </Locked>
        }
      >
        Agents that match run its stable revision, also those that come later. A rollout brings a
        new revision to them wave by wave, watches it land, and takes it back when it hurts. Groups
        stand in one order; the first that matches an agent has it.
      </Empty>
      {offers.length > 0 ? (
        <ul className="grp-offers" aria-label="Selectors that part this fleet">
          {offers.map((offer) => (
            <Offer key={offer.query} {...offer} onBegin={onBegin} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Offer(props: { query: string; agents: number; onBegin: (query: string) => void }) {
  const { query, agents } = props;
  const id = useId();
  const locked = useMay()("groups.write", { kind: "selector", query });
  return (
    <li>
      <button
        type="button"
        aria-disabled={locked !== undefined || undefined}
        aria-describedby={locked === undefined ? undefined : id}
        onClick={() => {
          if (locked === undefined) props.onBegin(query);
        }}
      >
        <SelectorPaint query={query} />
        <span className="quiet small">{plural(agents, "agent")}</span>
        {locked === undefined ? null : (
          <span id={id} className="small">
            <LockedWords>{locked}</LockedWords>
          </span>
        )}
      </button>
    </li>
  );
}

/** Selectors that take some agents and not all, by labels first, most agents first. */
export function suggestionsFrom({
  total,
  facets,
}: Facets): readonly { readonly query: string; readonly agents: number }[] {
  const labels = Object.keys(facets)
    .filter((field) => field.startsWith("label."))
    .sort();
  return [...labels, ...FIELDS]
    .flatMap((field) =>
      (facets[field] ?? [])
        .filter(({ value, count }) => value !== "" && count > 0 && count < total)
        .map(({ value, count }) => ({ query: term(field, [value]), agents: count })),
    )
    .slice(0, SUGGESTED);
}
