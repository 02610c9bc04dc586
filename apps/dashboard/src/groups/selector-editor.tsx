"use client";
import type { ApiProblem, Group } from "@fleethub/api";
import { useState } from "react";
import { agentsHref } from "../configurations/addresses";
import { approvalWaits, AskPart } from "../approvals/ask-part";
import { useDryRun } from "../data/preview";
import { useFacets } from "../data/queries";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Query } from "../parts/query";
import { Trouble } from "../parts/trouble";
import { count, plural } from "../words/format";
import { Conflict } from "./conflict";
import { draftOfGroup, groupFaults, unchanged } from "./group-draft";
import { Overlaps } from "./overlaps";
import { UnsavedNote } from "./unsaved-note";
import type { GroupActs } from "./use-group-acts";
import { Link } from "../parts/link";

const NOTHING_KNOWN = {};

/** The selector of a group with who matches now; unsaved, whom it would move and to where. */
export function SelectorEditor({ group, acts }: { group: Group; acts: GroupActs }) {
  const [query, setQuery] = useState(group.query);
  const [seen, setSeen] = useState(group);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [saving, setSaving] = useState(false);
  const edited = query !== seen.query;
  // Nobody edits it, so what others write is what is shown.
  if (!edited && seen !== group) {
    setSeen(group);
    setQuery(group.query);
  }
  const body = { ...unchanged(seen), query: query.trim() };
  const fault = groupFaults({ ...draftOfGroup(seen), query }, []).query;
  const run = useDryRun(
    edited && fault === undefined
      ? { verb: "change-group", input: { name: seen.name, ...body } }
      : null,
  );
  const facets = useFacets("");
  const matching = useFacets(query, fault === undefined).data?.total;
  const drop = () => {
    setQuery(group.query);
    setSeen(group);
    setProblem(null);
  };
  const save = async () => {
    if (saving) return;
    setSaving(true);
    const expectedAgents = run.preview?.agents;
    const refusal = await acts.replace(
      seen,
      { ...body, ...(expectedAgents === undefined ? {} : { expectedAgents }) },
      "Selector saved",
    );
    setSaving(false);
    setProblem(refusal);
    if (refusal?.type === "reach-differs") run.again();
    if (refusal === null) setSeen({ ...seen, query });
  };
  const waits =
    fault ??
    (run.preview === null || run.pending
      ? "Working out whom it moves"
      : approvalWaits(run.preview));
  return (
    <div className="stack grp-selector">
      <div className="field">
        <label htmlFor="group-selector">Selector</label>
        <Query
          key={seen.name}
          id="group-selector"
          use="selector"
          label={`Selector of ${group.name}`}
          value={query}
          onChange={setQuery}
          known={facets.data?.facets ?? NOTHING_KNOWN}
        />
        <p className="hint">
          {matching === undefined || fault !== undefined ? (
            (fault ?? "Counting who matches")
          ) : (
            <>
              <Link href={agentsHref(query)}>
                {plural(matching, "agent matches", "agents match")}
              </Link>{" "}
              now. {edited ? null : <Overlaps overlaps={group.overlaps} />}
            </>
          )}
        </p>
      </div>
      {edited ? (
        <>
          <UnsavedNote before={seen.query} after={query} group={group.name} run={run} />
          <Conflict seen={seen} now={group} onTake={drop} onKeep={() => setSeen(group)} />
          {problem && problem.type !== "stale-version" ? <Trouble problem={problem} /> : null}
          {fault === undefined && run.preview?.approval && run.request ? (
            <AskPart needed={run.preview.approval} wish={run.request} />
          ) : null}
          <div className="row wrap">
            <Locked action="groups.write" resource={{ kind: "selector", query: group.query }}>
              <Button
                kind="primary"
                size="sm"
                waitsFor={saving ? "On its way" : waits}
                onClick={() => void save()}
              >
                {run.preview && run.preview.moved.length > 0
                  ? `Save, ${count(movedOf(run.preview.moved))} move`
                  : "Save the selector"}
              </Button>
            </Locked>
            <Button size="sm" icon="undo" onClick={drop}>
              Drop the change
            </Button>
          </div>
        </>
      ) : null}
    </div>
  );
}

function movedOf(moved: readonly { readonly agents: number }[]): number {
  return moved.reduce((sum, { agents }) => sum + agents, 0);
}
