"use client";
import { AskPart } from "../approvals/ask-part";
import type { DryRun } from "../data/preview";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { PreviewPart } from "./preview-part";
import "../styles/pages/preview.css";
import "../styles/pages/two-sided.css";

/** A dry run in every state: not asked, on its way, refused, told. What was told stays while the next is worked out. */
export function DryRunPart(props: {
  run: DryRun;
  /** What is missing before it can be asked; empty where it can. */
  waits?: string | undefined;
}) {
  const { run, waits } = props;
  return (
    <section className="pv-run" aria-label="Dry run">
      {!waits && run.preview?.approval && run.request ? (
        <AskPart needed={run.preview.approval} wish={run.request} />
      ) : null}
      <h3>Dry run, nothing is written</h3>
      <div role="status" aria-busy={run.pending}>
        {waits ? (
          <p className="quiet small">{waits}</p>
        ) : run.problem ? (
          <Trouble problem={run.problem} onRetry={run.again} />
        ) : run.preview ? (
          <PreviewPart preview={run.preview} />
        ) : (
          <Skeleton lines={6} label="Working out what would change" />
        )}
      </div>
    </section>
  );
}
