"use client";
import type { ApprovalDetail } from "@fleethub/api";
import { useSession } from "../data/session";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { Link } from "../parts/link";
import { Locked } from "../parts/locked";
import { APPROVALS } from "./addresses";
import type { AnswerKind } from "./answer-dialog";
import { isAskedBy, isOpen, resultOf } from "./approval-words";
import { StateBadge } from "./state-badge";

/** What is asked, how it stands, and what can be said to it. */
export function ApprovalHead(props: {
  request: ApprovalDetail;
  onAnswer: (kind: AnswerKind) => void;
}) {
  const { request, onAnswer } = props;
  const me = useSession().data;
  const isMine = me !== undefined && isAskedBy(request, me);
  const result = resultOf(request);
  const { glass, mayAnswer, whyNot } = request;
  const waits = mayAnswer ? undefined : (whyNot ?? "It takes no answer any more");
  return (
    <header className="page-head ro-head">
      <span className="crumb">
        <Link href={APPROVALS}>Approvals</Link>
        <Icon name="right" small />
      </span>
      <h1 className="clip">{request.title}</h1>
      <StateBadge state={request.state} />
      <span className="sub">request {request.number}</span>
      <div className="acts">
        {result === null ? null : (
          <Link className="btn" href={result.href}>
            {result.words}
          </Link>
        )}
        {glass !== null && glass.acknowledgedBy === null ? (
          <Locked action="approvals.answer">
            <Button kind="primary" icon="eye" onClick={() => onAnswer("acknowledge")}>
              I looked at it
            </Button>
          </Locked>
        ) : null}
        {isOpen(request) ? (
          <>
            <Locked action="approvals.break-glass">
              <Button kind="danger" icon="bolt" onClick={() => onAnswer("break-glass")}>
                Break the glass
              </Button>
            </Locked>
            {isMine ? (
              <Button icon="undo" onClick={() => onAnswer("withdraw")}>
                Withdraw
              </Button>
            ) : (
              <Locked action="approvals.answer">
                <Button icon="x" waitsFor={waits} onClick={() => onAnswer("reject")}>
                  Reject
                </Button>
              </Locked>
            )}
            <Locked action="approvals.answer">
              <Button
                kind="primary"
                icon="check"
                waitsFor={waits}
                onClick={() => onAnswer("approve")}
              >
                Approve
              </Button>
            </Locked>
          </>
        ) : null}
      </div>
    </header>
  );
}
