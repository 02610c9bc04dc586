import { type Diagnostic, linter } from "@codemirror/lint";
import { type Extension, StateEffect, type Text } from "@codemirror/state";
import type { Finding } from "@fleethub/collector-config";
import { remedyLabel } from "../parts/code/remedy-label";
import type { CheckAgainst, EditorFinding, Judged } from "./judge";
import { type Judging, LONG_LINES } from "./judging";

/** A pause of typing after which findings are made. */
const PAUSE_MS = 150;
/** Long texts are judged less often. */
const LONG_PAUSE_MS = 500;

/** Has the same text judged again: what it is judged against is another. */
export const judgeAnew = StateEffect.define<null>();

/** Where a finding is in the document. A finding without width covers the rest of its word. */
export function rangeOf(
  doc: Text,
  finding: Finding,
): { readonly from: number; readonly to: number } {
  const line = doc.line(Math.min(Math.max(1, finding.line), doc.lines));
  const from = Math.min(line.from + finding.column - 1, line.to);
  const word = /^[^\s:,\]}]+/.exec(doc.sliceString(from, line.to));
  return { from, to: Math.min(from + (word?.[0].length ?? 1), doc.length) };
}

/** Marks findings while typing and hands what was judged to the list beneath. */
export function findingsWhileTyping(
  judging: Judging,
  against: () => CheckAgainst,
  onJudged: (judged: Judged, doc: Text) => void,
  lines: number,
): Extension {
  return linter(
    async (view) => {
      const { doc } = view.state;
      const judged = await judging.judge(doc.toString(), against());
      // Another text stands there by now, and is judged by itself.
      if (judged === null || view.state.doc !== doc) return [];
      onJudged(judged, doc);
      return judged.findings
        .filter(({ layer = 0 }) => layer === 0)
        .map((finding) => diagnosticOf(finding, doc));
    },
    {
      delay: lines > LONG_LINES ? LONG_PAUSE_MS : PAUSE_MS,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) => effects.some((one) => one.is(judgeAnew))),
    },
  );
}

function diagnosticOf(finding: EditorFinding, doc: Text): Diagnostic {
  const { edit } = finding;
  const base: Diagnostic = {
    ...rangeOf(doc, finding),
    severity: finding.severity,
    message: `${finding.message}\n${finding.remedy}`,
    source: finding.code,
  };
  if (edit === undefined) return base;
  return {
    ...base,
    actions: [
      {
        name: remedyLabel(finding),
        apply: (target) => {
          if (target.state.doc !== doc) return;
          target.dispatch({
            changes: {
              from: edit.offset,
              to: edit.offset + edit.length,
              insert: edit.replacement,
            },
          });
        },
      },
    ],
  };
}
