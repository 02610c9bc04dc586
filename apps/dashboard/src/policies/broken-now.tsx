"use client";
import type { Policy } from "@fleethub/api";
import { useBreakerCounts } from "../data/policies";
import { term } from "../data/query-text";
import { Note } from "../parts/note";
import { count, plural } from "../words/format";
import { breakersOf, whoseDoing } from "./breakers";
import { isBroken } from "./standing";
import { Link } from "../parts/link";

/** What is broken now, whose doing it is, and the way to those agents. Nothing where all enforced promises hold. */
export function BrokenNow({ policies }: { policies: readonly Policy[] }) {
  const broken = policies.filter(isBroken);
  const query = term(
    "policy",
    broken.map(({ name }) => name),
  );
  const most = Math.max(0, ...broken.map(({ standing }) => standing.broken));
  const facets = useBreakerCounts(query, most);
  if (broken.length === 0) return null;
  const breakers = facets.data && facets.data.total > 0 ? breakersOf(facets.data) : null;
  const all = breakers?.all ?? most;
  return (
    <Note
      tone="bad"
      action={
        <Link className="btn sm" href={`/agents?q=${encodeURIComponent(query)}`}>
          Show the {count(all)}
        </Link>
      }
    >
      <b>
        {plural(broken.length, "policy is", "policies are")} broken on {plural(all, "agent")} right
        now.
      </b>{" "}
      {breakers ? whoseDoing(breakers) : null}
    </Note>
  );
}
