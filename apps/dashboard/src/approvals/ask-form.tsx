"use client";
import type { ApiProblem, ApprovalDetail, PreviewApproval, PreviewRequest } from "@fleethub/api";
import { useId, useState } from "react";
import { useAsk } from "../data/approvals";
import { Button } from "../parts/button";
import { Link } from "../parts/link";
import { Locked } from "../parts/locked";
import { Note } from "../parts/note";
import { Trouble } from "../parts/trouble";
import { approvalHref } from "./addresses";
import { SaidField } from "./answer-dialog";
import "../styles/pages/approvals.css";

/** In the place of an act on a protected group: says whose approval it needs, and asks for it. */
export function AskForm({ needed, wish }: { needed: PreviewApproval; wish: PreviewRequest }) {
  const ask = useAsk();
  const id = useId();
  const [message, setMessage] = useState("");
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [asked, setAsked] = useState<ApprovalDetail | null>(null);
  const send = async () => {
    if (asking || message.trim() === "") return;
    setAsking(true);
    const answer = await ask(wish, message.trim());
    setAsking(false);
    setProblem(answer.problem ?? null);
    setAsked(answer.request ?? null);
  };
  if (asked !== null)
    return (
      <div role="status">
        <Note
          tone="ok"
          action={
            <Link className="btn sm" href={approvalHref(asked.id)}>
              Open request {asked.number}
            </Link>
          }
        >
          <b>Request {asked.number} waits for approval.</b> It is done as soon as somebody approves
          it.
        </Note>
      </div>
    );
  const { groups, words } = needed;
  return (
    <section className="stack ap-ask" aria-label="Approval">
      <Note tone="warn" icon="lock">
        <b>
          {groups.join(", ")} {groups.length === 1 ? "is" : "are"} protected.
        </b>{" "}
        {words}
      </Note>
      <SaidField
        id={id}
        label="What it is for"
        hint="whoever answers reads it"
        value={message}
        onChange={setMessage}
      />
      <Locked action="approvals.ask">
        <Button
          kind="primary"
          icon="send"
          className="start"
          waitsFor={
            asking ? "Asked" : message.trim() === "" ? "Waits for what it is for" : undefined
          }
          onClick={() => void send()}
        >
          Ask for approval
        </Button>
      </Locked>
      {problem ? <Trouble problem={problem} /> : null}
    </section>
  );
}
