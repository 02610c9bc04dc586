"use client";
import type { AgentDetail, VariableDeclaration, VariableValue } from "@fleethub/api";
import { useState } from "react";
import { approvalWaits } from "../approvals/ask-part";
import { useDryRun } from "../data/preview";
import { defaultFrom, defaultText, looseValue } from "../configurations/layers/variable-values";
import { useRevision } from "../data/queries";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { DryRunPart } from "../preview/dry-run-part";

const NAME = /^[A-Z][A-Z0-9_]{0,62}$/;

/** Gives one agent a value for a variable, or takes it back. Types are those that its configuration declares. */
export function VariableDialog(props: {
  agent: AgentDetail;
  /** The variable to change; empty asks for a name. */
  name: string;
  onClose: () => void;
  onValue: (variables: Record<string, VariableValue | null>) => void;
}) {
  const { agent } = props;
  const { configuration, revision } = agent.config.desired;
  const declared = useRevision(configuration ?? "", revision ?? 0).data?.variables ?? [];
  const [name, setName] = useState(props.name);
  const [text, setText] = useState(defaultText(agent.variables[props.name] ?? null));
  const [tried, setTried] = useState(false);
  const known = declared.find((one) => one.name === name);
  const value = known ? defaultFrom(known.type, text) : text === "" ? null : looseValue(text);
  const badName = NAME.test(name)
    ? undefined
    : "Capitals, digits and underscores; it starts with a letter";
  const badValue = value === undefined ? `This is no ${known?.type ?? "value"}` : undefined;
  const run = useDryRun(
    badName === undefined && value !== undefined
      ? { verb: "label", input: { uid: agent.uid, variables: { [name]: value } } }
      : null,
  );
  const reach =
    known === undefined
      ? "Nothing that it should run takes it now."
      : agent.presence === "connected"
        ? "It gets the changed configuration now, and its Collector restarts once."
        : "It gets the changed configuration on reconnect.";
  return (
    <Dialog
      title={`Variable of ${agent.name || "this agent"}`}
      onClose={props.onClose}
      onSubmit={() => {
        setTried(true);
        if (badName === undefined && value !== undefined) props.onValue({ [name]: value });
      }}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="primary" type="submit" waitsFor={approvalWaits(run.preview)}>
            {value === null ? "Take the value away" : "Set the value"}
          </Button>
        </>
      }
    >
      <Field
        id="variable-name"
        label="Name"
        hint={known ? says(known) : "as a configuration takes it: ${fleethub:NAME}"}
        error={tried ? badName : undefined}
      >
        <input
          id="variable-name"
          className="input mono"
          list="variable-names"
          value={name}
          aria-invalid={tried && badName !== undefined}
          aria-describedby="variable-name-says"
          onChange={(event) => setName(event.target.value.toUpperCase())}
        />
        <datalist id="variable-names">
          {declared.map((one) => (
            <option key={one.name} value={one.name} />
          ))}
        </datalist>
      </Field>
      <Field
        id="variable-value"
        label="Value"
        hint="Empty takes it away; then the default holds."
        error={tried ? badValue : undefined}
      >
        <input
          id="variable-value"
          className="input mono"
          value={text}
          aria-invalid={tried && badValue !== undefined}
          aria-describedby="variable-value-says"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <p className="soft">{reach}</p>
      {badName === undefined && value !== undefined ? <DryRunPart run={run} /> : null}
    </Dialog>
  );
}

function says(one: VariableDeclaration): string {
  return one.default === null
    ? `${one.type}, without a default`
    : `${one.type}, else ${defaultText(one.default)}`;
}
