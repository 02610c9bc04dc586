"use client";
import type { Policy } from "@fleethub/api";
import { useEvaluations } from "../data/policies";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon";
import { Skeleton } from "../parts/skeleton";
import { ComplianceChart } from "./compliance-chart";
import { evidenceHref, evidenceName } from "./evidence-dialog";

/** How many complied, day by day, and the evidence to take away. */
export function ComplianceCard({ policy }: { policy: Policy }) {
  const evaluations = useEvaluations(policy.name);
  return (
    <Card
      title="Agents that comply, 30 days"
      acts={
        policy.enabled ? (
          <a
            className="btn ghost sm"
            href={evidenceHref(policy.name)}
            download={evidenceName(policy.name)}
          >
            <Icon name="download" small />
            Evidence
          </a>
        ) : null
      }
    >
      {evaluations.data ? (
        <ComplianceChart days={evaluations.data.days} />
      ) : evaluations.error ? null : (
        <Skeleton lines={4} label="Loading the days" />
      )}
      <p className="quiet small pol-note">
        Evidence holds one line per agent in scope as it stands now: digest of its effective config,
        digest of the rule, verdict, path, since when.
      </p>
    </Card>
  );
}
