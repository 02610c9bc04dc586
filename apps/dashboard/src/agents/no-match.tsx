"use client";
import { useQueries } from "@tanstack/react-query";
import { answered, hub } from "../data/hub";
import { droppable } from "../data/query-text";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";
import { plural } from "../words/format";

const OFFERED_MAX = 4;

/** No agent matches: which condition to drop, and how many that brings back. */
export function NoMatch({ query, onChange }: { query: string; onChange: (query: string) => void }) {
  const terms = droppable(query).slice(0, OFFERED_MAX);
  const counts = useQueries({
    queries: terms.map(({ rest }) => ({
      queryKey: ["facets", rest],
      queryFn: () => answered(hub.countFacets({ query: { query: rest } })),
    })),
  });
  const helping = terms
    .map((one, at) => ({ ...one, total: counts[at]?.data?.total }))
    .filter(({ total }) => total !== 0);
  return (
    <Empty
      title="No agent matches"
      action={
        <div className="stack">
          {helping.map(({ term, rest, total }) => (
            <Button key={term} onClick={() => onChange(rest)}>
              Drop <code>{term}</code>
              {total === undefined ? null : <span className="quiet">{plural(total, "agent")}</span>}
            </Button>
          ))}
          {terms.length === 1 ? null : (
            <Button onClick={() => onChange("")}>Clear the query</Button>
          )}
        </div>
      }
    >
      {helping.length === 0
        ? "No single condition is to blame."
        : terms.length > 1
          ? "Every condition must hold. Without one of these there would be:"
          : "Without its one condition there would be:"}
    </Empty>
  );
}
