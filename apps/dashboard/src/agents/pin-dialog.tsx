"use client";
import type { PreviewRequest } from "@fleethub/api";
import { useState } from "react";
import { approvalWaits } from "../approvals/ask-part";
import { useDryRun } from "../data/preview";
import { useConfigurations, useRevisions } from "../data/queries";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { DryRunPart } from "../preview/dry-run-part";

/** What a pin says: one of our revisions, or the agent's own files. */
export type PinInput =
  | { readonly configuration: string; readonly revision: number; readonly force: boolean }
  | { readonly local: true };

/** Chooses a revision that exists, or the agents' own files. */
export function PinDialog(props: {
  whom: string;
  reach: string;
  onClose: () => void;
  onPin: (pin: PinInput) => void;
  /** Shown first. */
  configuration?: string;
  /** What the pin would do, told before it is set. */
  dry?: (pin: PinInput) => PreviewRequest;
}) {
  const configurations = useConfigurations();
  const known = (configurations.data?.items ?? []).filter(
    (one) => one.kind === "complete" && one.latestRevision > 0,
  );
  const [local, setLocal] = useState(false);
  const [wanted, setName] = useState(props.configuration ?? "");
  const name = wanted || (known[0]?.name ?? "");
  const revisions = useRevisions(name);
  const [number, setNumber] = useState(0);
  const [force, setForce] = useState(false);
  const revision = number || (revisions.data?.items[0]?.number ?? 0);
  const ready = local || (name !== "" && revision > 0);
  const wish: PinInput = local ? { local: true } : { configuration: name, revision, force };
  const pin = () => props.onPin(wish);
  const run = useDryRun(ready && props.dry ? props.dry(wish) : null);
  return (
    <Dialog
      title={`Pin ${props.whom}`}
      onClose={props.onClose}
      onSubmit={() => {
        if (ready) pin();
      }}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            waitsFor={
              ready ? approvalWaits(run.preview) : "Waits for a configuration with a revision"
            }
          >
            {local ? `Hand ${props.whom} back` : ready ? `Pin to ${name} r${revision}` : "Pin"}
          </Button>
        </>
      }
    >
      <p className="soft">{props.reach}</p>
      {known.length === 0 && !local ? (
        <p className="soft">
          No configuration has a revision yet. Make one under Configurations, or on an agent’s page.
        </p>
      ) : null}
      {local ? (
        <p className="soft">
          They run their own files again. Nothing is offered until a pin says otherwise.
        </p>
      ) : (
        <>
          <div className="halves">
            <Field id="pin-name" label="Configuration">
              <select
                id="pin-name"
                className="input"
                value={name}
                onChange={(event) => {
                  setName(event.target.value);
                  setNumber(0);
                }}
              >
                {known.map((one) => (
                  <option key={one.name}>{one.name}</option>
                ))}
              </select>
            </Field>
            <Field id="pin-revision" label="Revision">
              <select
                id="pin-revision"
                className="input"
                value={revision}
                onChange={(event) => setNumber(Number(event.target.value))}
              >
                {(revisions.data?.items ?? []).map((one) => (
                  <option key={one.number} value={one.number}>
                    r{one.number}
                    {one.message ? `, ${one.message}` : ""}
                  </option>
                ))}
              </select>
            </Field>
          </div>
          <label className="row">
            <input
              type="checkbox"
              checked={force}
              onChange={(event) => setForce(event.target.checked)}
            />
            Offer it even to agents that cannot run it
          </label>
        </>
      )}
      <label className="row">
        <input
          type="checkbox"
          checked={local}
          onChange={(event) => setLocal(event.target.checked)}
        />
        Hand back to local files
      </label>
      {props.dry && ready ? <DryRunPart run={run} /> : null}
    </Dialog>
  );
}
