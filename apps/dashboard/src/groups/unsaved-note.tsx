"use client";
import { Fragment } from "react";
import type { DryRun } from "../data/preview";
import { Note } from "../parts/note";
import { Trouble } from "../parts/trouble";
import { AgentsOf } from "../preview/agents-of";
import { plural } from "../words/format";
import { moveWords, selectorChange } from "./group-words";
import "../styles/pages/preview.css";

/** Whom a selector that is not saved would move, to where, and what they would run. */
export function UnsavedNote(props: { before: string; after: string; group: string; run: DryRun }) {
  const { preview, problem, pending } = props.run;
  const change = selectorChange(props.before, props.after);
  if (problem) return <Trouble problem={problem} onRetry={props.run.again} />;
  if (preview === null)
    return <p className="quiet small">{pending ? "Working out whom it moves" : ""}</p>;
  const { moved, keepRunning, changed, rollout } = preview;
  return (
    <Note tone="move" icon="info">
      <div role="status" aria-busy={pending}>
        <b>Unsaved{change.added.length + change.gone.length > 0 ? ":" : ""}</b>
        <Terms word="adding" terms={change.added} />
        {change.added.length > 0 && change.gone.length > 0 ? "," : ""}
        <Terms word="without" terms={change.gone} /> {moved.length === 0 ? "moves nobody." : null}
        {moved.map((move) => (
          <AgentsOf key={`${move.from ?? ""}>${move.to ?? ""}`} of={move}>
            {moveWords(move, props.group)}
          </AgentsOf>
        ))}
        {keepRunning.agents > 0 ? (
          <div>
            {keepRunning.agents === 1
              ? "It keeps its running config and becomes unmanaged."
              : `${plural(keepRunning.agents, "agent")} keep their running config and become unmanaged.`}
          </div>
        ) : null}
        {changed > 0 ? (
          <div>
            {plural(changed, "agent runs", "agents run")} something else by it,{" "}
            {rollout === null ? "at once." : "wave by wave: saving begins a rollout."}
          </div>
        ) : null}
      </div>
    </Note>
  );
}

function Terms({ word, terms }: { word: string; terms: readonly string[] }) {
  if (terms.length === 0) return null;
  return (
    <>
      {` ${word} `}
      {terms.map((term, at) => (
        <Fragment key={term}>
          {at > 0 ? " " : ""}
          <code className="grp-term">{term}</code>
        </Fragment>
      ))}
    </>
  );
}
