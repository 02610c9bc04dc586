"use client";
import type { Preview, PreviewChange } from "@fleethub/api";
import { whatFollows, wordsOf } from "../configurations/change-words";
import { InWords } from "../configurations/in-words";
import { plural } from "../words/format";
import { AgentsOf } from "./agents-of";
import { stepWords, whenWords } from "./preview-words";

/** Lines of one difference that are in sight before one asks for more. */
const LINES_SHOWN = 4;

/** Agents that run something else afterwards, by equal difference, each in Collector terms. */
export function ChangesOf({ preview }: { preview: Preview }) {
  const { changes, changesLeftOut } = preview;
  if (changes.length === 0) return null;
  return (
    <section>
      <h3>What changes</h3>
      {changes.map((change) => (
        <One key={`${stepWords(change)} ${change.uids[0] ?? ""}`} change={change} />
      ))}
      {changesLeftOut > 0 ? (
        <p className="quiet small">
          {`${plural(changesLeftOut, "more agent")} with other differences are not listed one by one.`}
        </p>
      ) : null}
    </section>
  );
}

function One({ change }: { change: PreviewChange }) {
  const { difference } = change;
  const lines =
    difference === null
      ? []
      : [...whatFollows(difference.consequences), ...wordsOf(difference.changes)];
  const more = lines.length - LINES_SHOWN;
  return (
    <div className="pv-change">
      <AgentsOf of={change}>
        <b>{plural(change.agents, "agent")}</b> {stepWords(change)},{" "}
        <span className="quiet">{whenWords(change)}</span>
      </AgentsOf>
      {lines.length === 0 ? (
        <p className="soft small pv-words">{change.words}</p>
      ) : (
        <InWords words={lines.slice(0, LINES_SHOWN)} />
      )}
      {more > 0 ? (
        <details className="pv-more">
          <summary>{plural(more, "more change", "more changes")}</summary>
          <InWords words={lines.slice(LINES_SHOWN)} />
        </details>
      ) : null}
      {difference?.truncated ? (
        <p className="quiet small pv-words">There is more than is listed here.</p>
      ) : null}
    </div>
  );
}
