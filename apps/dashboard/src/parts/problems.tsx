import type { Finding } from "@fleethub/collector-config";
import { plural } from "../words/format";
import { Button } from "./button";
import { remedyLabel } from "./code/remedy-label";
import { Mark } from "./mark";

const MARK = { error: "unhealthy", warning: "degraded", info: "unknown" } as const;

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
  findings: readonly Finding[] | null;
  onShow: (finding: Finding) => void;
  onApply: (finding: Finding) => void;
}) {
  const findings = props.findings ?? [];
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
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.code}${finding.line}:${finding.column}${finding.path.join(".")}`}>
            <Mark of={MARK[finding.severity]} />
            <div>
              <b>{finding.message}</b>
              <p>{finding.remedy}</p>
            </div>
            <span className="row">
              <button type="button" className="at" onClick={() => props.onShow(finding)}>
                {finding.line}:{finding.column}
              </button>
              {finding.edit ? (
                <Button size="sm" onClick={() => props.onApply(finding)}>
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
