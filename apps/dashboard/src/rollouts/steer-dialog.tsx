"use client";
import { type ApiProblem, REASON_LENGTH_MAX, type Rollout } from "@fleethub/api";
import { useState } from "react";
import { RefusedPart } from "../approvals/ask-part";
import type { RolloutActs, SteerVerb } from "../data/rollouts";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { toast } from "../parts/toast";
import { steerWords } from "./steer-words";

/** Asks once more, with what the act reaches as it stands at this moment. */
export function SteerDialog(props: {
  verb: SteerVerb;
  rollout: Rollout;
  acts: RolloutActs;
  onClose: () => void;
}) {
  const { verb, rollout } = props;
  const words = steerWords(verb, rollout);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    if (asking) return;
    setAsking(true);
    const refused = await props.acts.steer(verb, reason.trim());
    setAsking(false);
    setProblem(refused);
    if (refused !== null) return;
    toast({ title: ASKED[verb], detail: `Rollout ${rollout.number}, ${rollout.title}` });
    props.onClose();
  };
  return (
    <Dialog
      title={words.title}
      onClose={props.onClose}
      onSubmit={() => void ask()}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            kind={words.danger ? "danger-solid" : "primary"}
            type="submit"
            waitsFor={asking ? "Asked" : undefined}
          >
            {words.button}
          </Button>
        </>
      }
    >
      <div className="ro-says">
        {words.says.map((line) => (
          <p key={line} className="soft">
            {line}
          </p>
        ))}
      </div>
      <ReasonField value={reason} onChange={setReason} />
      {problem ? (
        <RefusedPart
          problem={problem}
          wish={{ verb: `${verb}-rollout`, input: { id: rollout.id } }}
        />
      ) : null}
    </Dialog>
  );
}

const ASKED = {
  pause: "Paused",
  resume: "Resumed",
  abort: "Aborted",
  "roll-back": "Asked to go back",
  promote: "The soak is skipped",
} as const satisfies Record<SteerVerb, string>;

/** Why, for the events and the audit. */
export function ReasonField(props: { value: string; onChange: (reason: string) => void }) {
  return (
    <Field id="ro-reason" label="Reason" hint="kept with the events and in the audit; may be empty">
      <input
        id="ro-reason"
        className="input"
        maxLength={REASON_LENGTH_MAX}
        value={props.value}
        aria-describedby="ro-reason-says"
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  );
}
