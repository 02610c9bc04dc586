"use client";
import { type ApiProblem, TEXT_LENGTH_MAX, TITLE_LENGTH_MAX } from "@fleethub/api";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Field } from "../../parts/field";
import { Locked } from "../../parts/locked";
import { Segments } from "../../parts/segments";
import { Trouble } from "../../parts/trouble";
import { faultsOf, nameFrom, type PolicyDraft } from "./policy-draft";
import { RuleForm } from "./rule-form";
import { Trial } from "./trial";

/** The form of a policy with what the fleet would say to it beside, before it is saved. */
export function PolicyForm(props: {
  title: string;
  initial: PolicyDraft;
  /** The name stands already and cannot be changed. */
  named: boolean;
  taken: readonly string[];
  button: string;
  before?: ReactNode;
  onClose: () => void;
  onSave: (draft: PolicyDraft) => Promise<ApiProblem | null>;
}) {
  const [draft, setDraft] = useState(props.initial);
  const [ownName, setOwnName] = useState(props.initial.name !== "");
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const first = useRef<HTMLInputElement>(null);
  // The dialog would begin at the box that scrolls.
  useEffect(() => first.current?.focus(), []);
  const faults = faultsOf(draft, props.taken);
  const set = (parts: Partial<PolicyDraft>) => setDraft((now) => ({ ...now, ...parts }));
  const save = async () => {
    setTried(true);
    if (saving || Object.keys(faults).length > 0) return;
    setSaving(true);
    setProblem(await props.onSave(draft));
    setSaving(false);
  };
  const told = (fault: string | undefined) => (tried ? fault : undefined);
  return (
    <Dialog
      title={props.title}
      wide
      onClose={props.onClose}
      onSubmit={() => void save()}
      acts={
        <>
          {props.before}
          <Button onClick={props.onClose}>Cancel</Button>
          <Locked action="policies.write">
            <Button kind="primary" type="submit">
              {props.button}
            </Button>
          </Locked>
        </>
      }
    >
      <div className="pol-edit">
        <div className="stack pol-form">
          <Field
            id="policy-title"
            label="Promise"
            hint="in words, such as: Prompts are masked before they leave"
            error={told(faults.title)}
          >
            <input
              id="policy-title"
              ref={first}
              className="input"
              maxLength={TITLE_LENGTH_MAX}
              value={draft.title}
              aria-invalid={told(faults.title) !== undefined}
              aria-describedby="policy-title-says"
              onChange={(event) => {
                const title = event.target.value;
                set(ownName ? { title } : { title, name: nameFrom(title) });
              }}
            />
          </Field>
          {props.named ? null : (
            <Field
              id="policy-name"
              label="Name"
              hint="for addresses and queries; it stays"
              error={told(faults.name)}
            >
              <input
                id="policy-name"
                className="input mono"
                value={draft.name}
                aria-invalid={told(faults.name) !== undefined}
                aria-describedby="policy-name-says"
                onChange={(event) => {
                  setOwnName(true);
                  set({ name: event.target.value });
                }}
              />
            </Field>
          )}
          <Field id="policy-description" label="Why, in a sentence">
            <textarea
              id="policy-description"
              className="input"
              rows={2}
              maxLength={TEXT_LENGTH_MAX}
              value={draft.description}
              onChange={(event) => set({ description: event.target.value })}
            />
          </Field>
          <RuleForm rule={draft.rule} onChange={(rule) => set({ rule })} />
          <Field
            id="policy-scope"
            label="Applies to"
            hint="a query by label, name, host, os, arch, type, version or attribute; empty: every agent"
            error={faults.scope}
          >
            <input
              id="policy-scope"
              className="input mono"
              placeholder="label.env:prod"
              value={draft.scope}
              aria-invalid={faults.scope !== undefined}
              aria-describedby="policy-scope-says"
              onChange={(event) => set({ scope: event.target.value })}
            />
          </Field>
          <div className="row wrap pol-switches">
            <Segments
              label="At release"
              value={draft.severity}
              options={[
                { value: "block", label: "Blocks" },
                { value: "warn", label: "Warns" },
              ]}
              onChange={(severity) => set({ severity })}
            />
            <span className="quiet small grow">
              {draft.severity === "block"
                ? "What breaks it is kept back from agents in scope."
                : "What breaks it may leave, with a warning."}
            </span>
            <label className="row">
              <input
                type="checkbox"
                className="switch"
                checked={draft.enabled}
                onChange={(event) => set({ enabled: event.target.checked })}
              />
              In force
            </label>
          </div>
        </div>
        <Trial draft={draft} faults={faults} />
      </div>
      {told(faults.rule) && problem === null ? (
        <p className="c-bad small" role="alert">
          {faults.rule}
        </p>
      ) : null}
      {problem ? <Trouble problem={problem} /> : null}
    </Dialog>
  );
}
