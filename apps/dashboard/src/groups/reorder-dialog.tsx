"use client";
import type { ApiProblem, Group } from "@fleethub/api";
import { useState } from "react";
import { approvalWaits } from "../approvals/ask-part";
import { useDryRun } from "../data/preview";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Trouble } from "../parts/trouble";
import { DryRunPart } from "../preview/dry-run-part";
import { unchanged } from "./group-draft";
import type { GroupActs } from "./use-group-acts";

/** Another place in the order, with whom that moves. Opened only where it reaches somebody. */
export function ReorderDialog(props: {
  group: Group;
  position: number;
  /** The group whose place it takes. */
  other: string;
  acts: GroupActs;
  onClose: () => void;
}) {
  const { group, position, other } = props;
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const body = { ...unchanged(group), position };
  const run = useDryRun({ verb: "change-group", input: { name: group.name, ...body } });
  const side = position < group.position ? "above" : "below";
  const move = async () => {
    const expectedAgents = run.preview?.agents;
    const refusal = await props.acts.replace(
      group,
      { ...body, ...(expectedAgents === undefined ? {} : { expectedAgents }) },
      `${group.name} is asked ${side === "above" ? "before" : "after"} ${other}`,
    );
    if (refusal === null) props.onClose();
    else setProblem(refusal);
  };
  return (
    <Dialog
      title={`Move ${group.name} ${side} ${other}?`}
      wide
      onClose={props.onClose}
      onSubmit={() => void move()}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            waitsFor={run.preview === null ? "Waits for the dry run" : approvalWaits(run.preview)}
          >
            Move it {side} {other}
          </Button>
        </>
      }
    >
      <DryRunPart run={run} />
      {problem ? <Trouble problem={problem} /> : null}
    </Dialog>
  );
}
