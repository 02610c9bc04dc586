import { type Diagnostic, linter } from "@codemirror/lint";
import type { Extension, Text } from "@codemirror/state";
import { remedyLabel } from "../parts/code/remedy-label";
import { checkConfig, type Finding, type ReportedComponents } from "@fleethub/collector-config";

/** What the draft is judged against. */
export interface CheckAgainst {
  /** Of one agent; null judges without. */
  readonly components: ReportedComponents | null;
  readonly version: string;
}

/** A pause of typing after which findings are made. */
const PAUSE_MS = 150;
/** Above this many lines the pause is longer, so that typing stays smooth. */
const LONG_LINES = 2_000;
const LONG_PAUSE_MS = 800;

/** Findings for a text, as the hub would make them. */
export function findingsOf(text: string, against: CheckAgainst): readonly Finding[] {
  return checkConfig(text, {
    ...(against.components === null ? {} : { components: against.components }),
    ...(against.version === "" ? {} : { version: against.version }),
  }).findings;
}

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

/** Marks findings while typing and hands them to the list beneath. */
export function findingsWhileTyping(
  against: () => CheckAgainst,
  onFindings: (findings: readonly Finding[]) => void,
  lines: number,
): Extension {
  return linter(
    (view) => {
      const { doc } = view.state;
      const findings = findingsOf(doc.toString(), against());
      onFindings(findings);
      return findings.map((finding): Diagnostic => {
        const { edit } = finding;
        return {
          ...rangeOf(view.state.doc, finding),
          severity: finding.severity,
          message: `${finding.message}\n${finding.remedy}`,
          source: finding.code,
          ...(edit === undefined
            ? {}
            : {
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
              }),
        };
      });
    },
    { delay: lines > LONG_LINES ? LONG_PAUSE_MS : PAUSE_MS },
  );
}
