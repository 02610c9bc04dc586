"use client";
import type { PreviewRequest } from "@fleethub/api";
import { useState } from "react";
import { useGroups } from "../data/groups";
import { approvalWaits } from "../approvals/ask-part";
import { useDryRun } from "../data/preview";
import { SelectorPaint } from "../groups/selector-paint";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { DryRunPart } from "../preview/dry-run-part";
import { plural } from "../words/format";
import { Link } from "../parts/link";

/** Moves agents to a group by the labels that its selector names; where it names none, the hub says why it cannot. */
export function MoveDialog(props: {
  whom: string;
  dry: (group: string) => PreviewRequest;
  onClose: () => void;
  onGroup: (group: string) => void;
}) {
  const groups = useGroups().data?.items ?? [];
  const [chosen, setChosen] = useState("");
  const group = groups.find(({ name }) => name === chosen) ?? groups[0];
  const run = useDryRun(group === undefined ? null : props.dry(group.name));
  return (
    <Dialog
      title={`Move ${props.whom} to a group`}
      onClose={props.onClose}
      onSubmit={() => {
        if (group && run.problem === null) props.onGroup(group.name);
      }}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            waitsFor={
              group === undefined
                ? "Waits for a group"
                : run.problem
                  ? "Waits for the problem in the dry run"
                  : run.preview === null
                    ? "Working out whom it moves"
                    : approvalWaits(run.preview)
            }
          >
            {group === undefined ? "Move" : `Move to ${group.name}`}
          </Button>
        </>
      }
    >
      {group === undefined ? (
        <p className="soft">
          There is no group yet. <Link href="/groups">Make the first</Link>.
        </p>
      ) : (
        <>
          <Field
            id="move-group"
            label="Group"
            hint="They get the labels that its selector names; other labels stay."
          >
            <select
              id="move-group"
              className="input"
              value={group.name}
              aria-describedby="move-group-says"
              onChange={(event) => setChosen(event.target.value)}
            >
              {groups.map((one) => (
                <option key={one.name} value={one.name}>
                  {`${one.name}, ${plural(one.agents, "agent")}`}
                </option>
              ))}
            </select>
          </Field>
          <SelectorPaint query={group.query} />
          <DryRunPart run={run} />
        </>
      )}
    </Dialog>
  );
}
