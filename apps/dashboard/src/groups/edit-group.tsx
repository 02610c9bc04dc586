"use client";
import type { ApiProblem, Group } from "@fleethub/api";
import { useState } from "react";
import { approvalWaits } from "../approvals/ask-part";
import { useDryRun } from "../data/preview";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Locked } from "../parts/locked";
import { Trouble } from "../parts/trouble";
import { DryRunPart } from "../preview/dry-run-part";
import { Conflict } from "./conflict";
import { draftOfGroup, writtenGroup } from "./group-draft";
import { GroupForm } from "./group-form";
import type { GroupActs } from "./use-group-acts";

/** Changes a group that exists, or removes it after saying what becomes of its agents. */
export function EditGroup(props: {
  group: Group;
  acts: GroupActs;
  onClose: () => void;
  onGone: () => void;
}) {
  // What was seen when the form was opened decides, so that a change by somebody else is told and not overwritten.
  const [seen, setSeen] = useState(props.group);
  const [begun, setBegun] = useState(props.group);
  const [removing, setRemoving] = useState(false);
  if (removing)
    return (
      <RemoveGroup
        group={props.group}
        acts={props.acts}
        onBack={() => setRemoving(false)}
        onGone={props.onGone}
      />
    );
  return (
    <GroupForm
      key={begun.version}
      title={`Edit ${seen.name}`}
      initial={draftOfGroup(begun)}
      named
      taken={[]}
      button="Save the group"
      above={
        <Conflict
          seen={seen}
          now={props.group}
          onTake={() => {
            setSeen(props.group);
            setBegun(props.group);
          }}
          onKeep={() => setSeen(props.group)}
        />
      }
      before={
        <Locked action="groups.write" resource={{ kind: "selector", query: seen.query }}>
          <Button kind="danger" className="start" onClick={() => setRemoving(true)}>
            Remove…
          </Button>
        </Locked>
      }
      request={(draft) => ({
        verb: "change-group",
        input: { name: seen.name, ...writtenGroup(draft) },
      })}
      onClose={props.onClose}
      onSave={async (draft, expectedAgents) => {
        const refusal = await props.acts.replace(
          seen,
          {
            ...writtenGroup(draft),
            ...(expectedAgents === undefined ? {} : { expectedAgents }),
          },
          "Group changed",
        );
        if (refusal === null) props.onClose();
        return refusal;
      }}
    />
  );
}

function RemoveGroup(props: {
  group: Group;
  acts: GroupActs;
  onBack: () => void;
  onGone: () => void;
}) {
  const { group, acts } = props;
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const run = useDryRun({ verb: "remove-group", input: { name: group.name } });
  const remove = async () => {
    const refusal = await acts.remove(group, run.preview?.agents);
    if (refusal === null) props.onGone();
    else setProblem(refusal);
  };
  return (
    <Dialog
      title={`Remove ${group.name}?`}
      wide
      onClose={props.onBack}
      onSubmit={() => void remove()}
      acts={
        <>
          <Button onClick={props.onBack}>Cancel</Button>
          <Button
            kind="danger-solid"
            type="submit"
            waitsFor={run.preview === null ? "Waits for the dry run" : approvalWaits(run.preview)}
          >
            Remove the group
          </Button>
        </>
      }
    >
      <p className="soft">
        Its agents come to the next group whose selector matches, or to none. Its order and plan go;
        its configuration and the audit stay.
      </p>
      <DryRunPart run={run} />
      {problem ? <Trouble problem={problem} /> : null}
    </Dialog>
  );
}
