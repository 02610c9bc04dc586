"use client";
import type { ApiProblem, Policy, PolicyException } from "@fleethub/api";
import { useState } from "react";
import { Badge } from "../parts/badge";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Card } from "../parts/card";
import { Dialog } from "../parts/dialog";
import { Trouble } from "../parts/trouble";
import { moment } from "../words/format";
import { usePolicyActs } from "./use-policy-acts";

/** Who may break the policy, why, until when, and who said so. */
export function ExceptionsCard({ policy }: { policy: Policy }) {
  const [lifting, setLifting] = useState<PolicyException | null>(null);
  const now = Date.now();
  return (
    <Card title="Accepted breaches" flush>
      <ul className="pol-exceptions">
        {policy.exceptions.map((exception) => {
          const ended = Date.parse(exception.until) <= now;
          return (
            <li key={exception.id} className={ended ? "ended" : undefined}>
              <div>
                <p>{exception.reason}</p>
                <p className="quiet small">
                  {exception.query === "" ? (
                    "every agent in scope"
                  ) : (
                    <code className="exempt">{exception.query}</code>
                  )}
                </p>
                <p className="quiet small">
                  {ended ? "ended" : "until"} {moment(exception.until, now)}, by{" "}
                  {exception.createdBy} {moment(exception.createdAt, now)}
                </p>
              </div>
              {ended ? <Badge>Ended</Badge> : null}
              <Locked action="policies.except">
                <Button
                  size="sm"
                  aria-label={`${ended ? "Remove" : "Lift"} the exception: ${exception.reason}`}
                  onClick={() => setLifting(exception)}
                >
                  {ended ? "Remove" : "Lift"}
                </Button>
              </Locked>
            </li>
          );
        })}
      </ul>
      {lifting ? (
        <LiftDialog policy={policy} exception={lifting} onClose={() => setLifting(null)} />
      ) : null}
    </Card>
  );
}

function LiftDialog(props: { policy: Policy; exception: PolicyException; onClose: () => void }) {
  const { lift } = usePolicyActs();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const { exception, policy } = props;
  const ended = Date.parse(exception.until) <= Date.now();
  const act = async () => {
    const refusal = await lift(policy, exception.id);
    if (refusal === null) props.onClose();
    else setProblem(refusal);
  };
  return (
    <Dialog
      title={ended ? "Remove the ended exception?" : "Lift the exception now?"}
      onClose={props.onClose}
      onSubmit={() => void act()}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind={ended ? "primary" : "danger-solid"} type="submit">
            {ended ? "Remove it" : "Lift the exception"}
          </Button>
        </>
      }
    >
      <p className="soft">
        {ended
          ? "Nobody is spared by it any more. The audit keeps that it was."
          : `Whom it spares breaks “${policy.title}” again from now on${policy.severity === "block" ? ", and what breaks it is kept back from them" : ""}.`}
      </p>
      {problem ? <Trouble problem={problem} /> : null}
    </Dialog>
  );
}
