"use client";
import type { ApiProblem, Group } from "@fleethub/api";
import { useState } from "react";
import { approvalsOfGroupHref } from "../approvals/addresses";
import { RefusedPart } from "../approvals/ask-part";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Link } from "../parts/link";
import { Locked } from "../parts/locked";
import { useProtection } from "./use-protection";

/** Whether changes of the group need a second person, and the way to change that. */
export function ProtectionFact({ group }: { group: Group }) {
  const [open, setOpen] = useState(false);
  const isProtected = group.protection !== null;
  return (
    <>
      <span>
        {isProtected ? (
          <>
            changes need the approval of another person,{" "}
            <Link href={approvalsOfGroupHref(group.name)}>requests</Link>
          </>
        ) : (
          "whoever may change it does so at once"
        )}
      </span>
      <Locked action="groups.protect" resource={{ kind: "selector", query: group.query }}>
        <Button size="sm" icon="lock" onClick={() => setOpen(true)}>
          {isProtected ? "Lift the protection…" : "Protect…"}
        </Button>
      </Locked>
      {open ? <ProtectionDialog group={group} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ProtectionDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const { name } = group;
  const [lifts] = useState(group.protection !== null);
  const { protect, lift } = useProtection(group);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [asking, setAsking] = useState(false);
  const act = async () => {
    if (asking) return;
    setAsking(true);
    const refused = await (lifts ? lift() : protect());
    setAsking(false);
    setProblem(refused);
    if (refused === null) onClose();
  };
  const isAsked = problem?.type === "approval-required";
  return (
    <Dialog
      title={lifts ? `Lift the protection of ${name}?` : `Protect ${name}?`}
      onClose={onClose}
      onSubmit={() => void act()}
      acts={
        <>
          <Button onClick={onClose}>{isAsked ? "Close" : "Cancel"}</Button>
          {isAsked ? null : (
            <Button
              kind={lifts ? "danger-solid" : "primary"}
              type="submit"
              waitsFor={asking ? "Asked" : undefined}
            >
              {lifts ? "Lift the protection" : "Protect the group"}
            </Button>
          )}
        </>
      }
    >
      {lifts ? (
        <p className="soft">
          From then on everyone whose role may change the group does so at once. Lifting it needs
          the approval of another person itself.
        </p>
      ) : (
        <p className="soft">
          From then on rollouts to {name}, changes of it and of its agents, exceptions of policies
          there and its removal are made only when another person with the role approver approves
          exactly that, or when somebody breaks the glass, which everybody sees. Pausing, aborting
          and rolling back stay free. A rollout that is under way goes on.
        </p>
      )}
      {problem ? (
        <RefusedPart problem={problem} wish={{ verb: "lift-protection", input: { name } }} />
      ) : null}
    </Dialog>
  );
}
