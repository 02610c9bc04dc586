"use client";
import type { Finding } from "@fleethub/collector-config";
import { useEffect, useState } from "react";
import { plural } from "../words/format";
import { Button } from "./button";
import { remedyLabel } from "./code/remedy-label";
import { Icon } from "./icon";
import { Mark } from "./mark";

/** A finding that may be about a text which is laid over this one. */
type Placed = Finding & { readonly layer?: number; readonly layerName?: string };

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** What stops a release is seen without scrolling. */
function worstFirst(findings: readonly Placed[]): readonly Placed[] {
  return findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}

const MARK = { error: "unhealthy", warning: "degraded", info: "unknown" } as const;

/** A remedy that was applied a moment ago. */
interface Applied {
  readonly label: string;
  readonly judged: boolean;
}

/** How many findings stop a release, and how many only warn. */
export function tally(findings: readonly Finding[]): {
  readonly errors: number;
  readonly warnings: number;
} {
  return {
    errors: findings.filter(({ severity }) => severity === "error").length,
    warnings: findings.filter(({ severity }) => severity === "warning").length,
  };
}

/** Findings under the editor: what, where, what to do. The remedy is a button where it is a safe edit. */
export function Problems(props: {
  /** Null while the draft was not read yet. */
  findings: readonly Placed[] | null;
  onShow: (finding: Finding) => void;
  /** False: they are told and not offered as buttons. Default true. */
  remedies?: boolean;
  onApply: (finding: Finding) => void;
  /** Takes the last remedy back; with it the list offers that until the text is judged again. */
  onUndo?: () => void;
}) {
  const findings = worstFirst(props.findings ?? []);
  const [applied, setApplied] = useState<Applied | null>(null);
  useEffect(() => {
    // The first judgement after a remedy is its own; the next one follows another change.
    setApplied((now) => (now === null || now.judged ? null : { label: now.label, judged: true }));
  }, [props.findings]);
  const apply = (finding: Finding) => {
    props.onApply(finding);
    setApplied({ label: remedyLabel(finding), judged: false });
  };
  const { errors, warnings } = tally(findings);
  return (
    <section className="probs" aria-label="Problems">
      <header>
        <h2>Problems</h2>
        {errors > 0 ? (
          <span className="state small c-bad">
            <Mark of="unhealthy" />
            {errors === 1 ? "1 stops the release" : `${errors} stop the release`}
          </span>
        ) : null}
        {warnings > 0 ? (
          <span className="state small c-warn">
            <Mark of="degraded" />
            {plural(warnings, "warning")}
          </span>
        ) : null}
        {props.findings !== null && findings.length === 0 ? (
          <span className="state small c-ok">
            <Mark of="healthy" />
            none found
          </span>
        ) : null}
      </header>
      {applied !== null && props.onUndo ? (
        <div className="undo small" role="status">
          <Icon name="check" small />
          <span className="grow">{`Done: ${applied.label}`}</span>
          <Button
            size="sm"
            icon="undo"
            onClick={() => {
              props.onUndo?.();
              setApplied(null);
            }}
          >
            Undo
          </Button>
        </div>
      ) : null}
      <ul>
        {findings.map((finding) => (
          <li
            key={`${finding.code}${finding.layer ?? 0} ${finding.line}:${finding.column}${finding.path.join(".")}${finding.message}`}
          >
            <Mark of={MARK[finding.severity]} />
            <div>
              <b>{finding.message}</b>
              <p>{finding.remedy}</p>
            </div>
            <span className="row">
              {finding.layer ? (
                <span className="at">
                  {finding.layerName}, {finding.line}:{finding.column}
                </span>
              ) : (
                <button type="button" className="at" onClick={() => props.onShow(finding)}>
                  {finding.line}:{finding.column}
                </button>
              )}
              {finding.edit && props.remedies !== false ? (
                <Button size="sm" onClick={() => apply(finding)}>
                  {remedyLabel(finding)}
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
