"use client";
import type { PreviewRequest, VariableValue } from "@fleethub/api";
import { useState } from "react";
import { looseValue } from "../configurations/layers/variable-values";
import { approvalWaits } from "../approvals/ask-part";
import { useDryRun } from "../data/preview";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { DryRunPart } from "../preview/dry-run-part";

const NAME = /^[A-Z][A-Z0-9_]{0,62}$/;

/** Gives many agents the same value for a variable, or takes theirs away. */
export function VariableForMany(props: {
  whom: string;
  dry: (variables: Record<string, VariableValue | null>) => PreviewRequest;
  onClose: () => void;
  onValue: (variables: Record<string, VariableValue | null>) => void;
}) {
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const wrong = !NAME.test(name);
  const variables = { [name]: text === "" ? null : looseValue(text) };
  const run = useDryRun(wrong ? null : props.dry(variables));
  return (
    <Dialog
      title={`Variable of ${props.whom}`}
      onClose={props.onClose}
      onSubmit={() => {
        setTried(true);
        if (!wrong) props.onValue(variables);
      }}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="primary" type="submit" waitsFor={approvalWaits(run.preview)}>
            {text === "" ? "Take the value away" : "Set the value"}
          </Button>
        </>
      }
    >
      <Field
        id="many-name"
        label="Name"
        hint={"as configurations take it: ${fleethub:NAME}"}
        error={
          tried && wrong ? "Capitals, digits and underscores; it starts with a letter" : undefined
        }
      >
        <input
          id="many-name"
          className="input mono"
          value={name}
          aria-invalid={tried && wrong}
          aria-describedby="many-name-says"
          onChange={(event) => setName(event.target.value.toUpperCase())}
        />
      </Field>
      <Field id="many-value" label="Value" hint="Empty takes it away; then the default holds.">
        <input
          id="many-value"
          className="input mono"
          value={text}
          aria-describedby="many-value-says"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {wrong ? null : <DryRunPart run={run} />}
    </Dialog>
  );
}
