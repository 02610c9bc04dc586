"use client";
import type { ApiProblem, Policy } from "@fleethub/api";
import { ruleInWords } from "@fleethub/collector-config";
import { useState } from "react";
import { askInstead } from "../../approvals/ask-instead";
import { RefusedPart } from "../../approvals/ask-part";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Locked } from "../../parts/locked";
import { plural } from "../../words/format";
import { usePolicyActs } from "../use-policy-acts";
import { fromPolicy, writtenOf } from "./policy-draft";
import { PolicyForm } from "./policy-form";

/** Changes a policy that exists, or removes it after saying what it stops guarding. */
export function PolicyEditor(props: { policy: Policy; onClose: () => void; onGone: () => void }) {
  // What was seen when the form was opened decides, so that a change by somebody else is told and not overwritten.
  const [seen] = useState(props.policy);
  const { replace } = usePolicyActs();
  const [removing, setRemoving] = useState(false);
  if (removing)
    return (
      <RemoveDialog
        policy={props.policy}
        onBack={() => setRemoving(false)}
        onGone={() => {
          props.onClose();
          props.onGone();
        }}
      />
    );
  return (
    <PolicyForm
      title={`Edit “${seen.title}”`}
      initial={fromPolicy(seen)}
      named
      taken={[]}
      button="Save the policy"
      before={
        <Locked action="policies.write">
          <Button kind="danger" className="start" onClick={() => setRemoving(true)}>
            Remove…
          </Button>
        </Locked>
      }
      onClose={props.onClose}
      onSave={async (draft) => {
        const written = writtenOf(draft);
        const refusal = await replace(seen, written);
        if (refusal === null) props.onClose();
        const wish = { verb: "change-policy", input: { name: seen.name, ...written } } as const;
        return refusal !== null && askInstead(refusal, wish) ? null : refusal;
      }}
    />
  );
}

function RemoveDialog(props: { policy: Policy; onBack: () => void; onGone: () => void }) {
  const { policy } = props;
  const { remove } = usePolicyActs();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const act = async () => {
    const refusal = await remove(policy);
    if (refusal === null) props.onGone();
    else setProblem(refusal);
  };
  const { standing, exceptions, severity, enabled } = policy;
  return (
    <Dialog
      title={`Remove “${policy.title}”?`}
      onClose={props.onBack}
      onSubmit={() => void act()}
      acts={
        <>
          <Button onClick={props.onBack}>Cancel</Button>
          <Button kind="danger-solid" type="submit">
            Remove the policy
          </Button>
        </>
      }
    >
      <p className="soft">Nothing guards this any more:</p>
      <p className="mono small pol-guarded">{ruleInWords(policy.rule)}</p>
      <ul className="pol-loses soft">
        <li>
          {enabled
            ? `${plural(standing.agents, "agent")} in scope ${standing.agents === 1 ? "is" : "are"} no longer judged by it.`
            : "It is switched off already, so nobody is judged by it."}
        </li>
        {severity === "block" && enabled ? (
          <li>Configurations that break it are no longer kept back from agents.</li>
        ) : null}
        <li>
          {exceptions.length === 0
            ? "Its days of compliance go with it."
            : `${plural(exceptions.length, "exception")} and its days of compliance go with it.`}{" "}
          The audit keeps what it said.
        </li>
      </ul>
      {problem ? (
        <RefusedPart
          problem={problem}
          wish={{ verb: "remove-policy", input: { name: policy.name } }}
        />
      ) : null}
    </Dialog>
  );
}
