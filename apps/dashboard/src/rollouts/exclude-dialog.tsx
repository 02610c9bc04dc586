"use client";
import type { ApiProblem, Rollout } from "@fleethub/api";
import { useState } from "react";
import { RefusedPart } from "../approvals/ask-part";
import type { RolloutActs } from "../data/rollouts";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { toast } from "../parts/toast";
import { plural } from "../words/format";
import { excludedBy, excludeLabel, excludeSays, type Whom } from "./exclude-words";
import { ReasonField } from "./steer-dialog";

/** Whom to exclude, and whether the rollout goes on. */
export interface Excluding {
  readonly whom: Whom;
  readonly resume: boolean;
}

/** Holds members where they were; says for how long and what goes on. */
export function ExcludeDialog(
  props: Excluding & { rollout: Rollout; acts: RolloutActs; onClose: () => void },
) {
  const { whom, resume, rollout } = props;
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    if (asking) return;
    setAsking(true);
    const refused = await props.acts.exclude({
      ...excludedBy(whom),
      resume,
      reason: reason.trim(),
    });
    setAsking(false);
    setProblem(refused);
    if (refused !== null) return;
    toast({ title: `Excluded ${plural(whom.agents, "agent")}`, detail: rollout.title });
    props.onClose();
  };
  return (
    <Dialog
      title={excludeLabel(whom, resume)}
      onClose={props.onClose}
      onSubmit={() => void ask()}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="primary" type="submit" waitsFor={asking ? "Asked" : undefined}>
            {excludeLabel(whom, resume)}
          </Button>
        </>
      }
    >
      <ul className="ro-says">
        {whom.causes.map(({ cause, words }) => (
          <li key={cause} className="soft">
            {words}
          </li>
        ))}
      </ul>
      <div className="ro-says">
        {excludeSays(whom, rollout, resume).map((line) => (
          <p key={line} className="soft">
            {line}
          </p>
        ))}
      </div>
      <ReasonField value={reason} onChange={setReason} />
      {problem ? (
        <RefusedPart
          problem={problem}
          wish={{ verb: "exclude", input: { id: rollout.id, ...excludedBy(whom), resume } }}
        />
      ) : null}
    </Dialog>
  );
}
