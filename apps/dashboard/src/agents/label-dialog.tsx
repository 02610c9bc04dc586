"use client";
import type { PreviewRequest } from "@fleethub/api";
import { useState } from "react";
import { approvalWaits } from "../approvals/ask-part";
import { useDryRun } from "../data/preview";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { DryRunPart } from "../preview/dry-run-part";

const KEY = /^[A-Za-z0-9]([A-Za-z0-9_./-]{0,61}[A-Za-z0-9])?$/;

/** Sets one label, or takes it away. */
export function LabelDialog(props: {
  whom: string;
  onClose: () => void;
  onLabels: (labels: Record<string, string | null>) => void;
  /** What the label would do: groups may follow it. */
  dry: (labels: Record<string, string | null>) => PreviewRequest;
}) {
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const [remove, setRemove] = useState(false);
  const [tried, setTried] = useState(false);
  const wrong = !KEY.test(key);
  const labels = { [key]: remove ? null : value };
  const run = useDryRun(wrong ? null : props.dry(labels));
  return (
    <Dialog
      title={`Label ${props.whom}`}
      onClose={props.onClose}
      onSubmit={() => {
        setTried(true);
        if (!wrong) props.onLabels(labels);
      }}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="primary" type="submit" waitsFor={approvalWaits(run.preview)}>
            {remove ? "Remove the label" : "Set the label"}
          </Button>
        </>
      }
    >
      <Field
        id="label-key"
        label="Key"
        hint="such as env, team or region"
        error={
          tried && wrong
            ? "1 to 63 letters, digits, dots, dashes, slashes and underscores"
            : undefined
        }
      >
        <input
          id="label-key"
          className="input"
          value={key}
          aria-invalid={tried && wrong}
          aria-describedby="label-key-says"
          onChange={(event) => setKey(event.target.value.trim())}
        />
      </Field>
      {remove ? null : (
        <Field id="label-value" label="Value">
          <input
            id="label-value"
            className="input"
            maxLength={255}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        </Field>
      )}
      <label className="row">
        <input
          type="checkbox"
          checked={remove}
          onChange={(event) => setRemove(event.target.checked)}
        />
        Take this label away
      </label>
      {wrong ? null : <DryRunPart run={run} />}
    </Dialog>
  );
}
