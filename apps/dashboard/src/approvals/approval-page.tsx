"use client";
import type { ApprovalDetail } from "@fleethub/api";
import { useEffect, useState } from "react";
import { useInBrowser, useParam } from "../data/address";
import { useApproval, useApprovalActs } from "../data/approvals";
import { HubRefusal } from "../data/hub";
import { Card } from "../parts/card";
import { Empty } from "../parts/empty";
import { Link } from "../parts/link";
import { Note } from "../parts/note";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { PreviewPart } from "../preview/preview-part";
import { APPROVALS } from "./addresses";
import { AnswerDialog, type AnswerKind } from "./answer-dialog";
import { ApprovalHead } from "./approval-head";
import { RequestFacts } from "./request-facts";
import { SaidCard } from "./said-card";
import { TextsCard } from "./texts-card";

/** One request: what it would do, who asks and why, what was said, and the answer. */
export function ApprovalPage() {
  const [id, setId] = useParam("id");
  const inBrowser = useInBrowser();
  const request = useApproval(id);
  const known = request.data;
  // An address with the number becomes the one with the id, by which changes are told.
  useEffect(() => {
    if (known !== undefined && known.id !== id) setId(known.id);
  }, [known, id, setId]);
  if (known !== undefined)
    return <OneRequest key={known.id} request={known} error={request.error} />;
  const unknown =
    request.error instanceof HubRefusal && [400, 404].includes(request.error.problem.status);
  return (
    <>
      <PageHead title="Approval request" lined />
      {inBrowser && (unknown || id === "") ? (
        <Empty
          title="No such request"
          action={
            <Link className="btn" href={APPROVALS}>
              Show the requests
            </Link>
          }
        >
          {id === ""
            ? "The address names none."
            : `There is no request ${id}, or it is about agents that you may not see.`}
        </Empty>
      ) : request.error ? (
        <Trouble error={request.error} onRetry={() => void request.refetch()} />
      ) : (
        <Skeleton lines={10} label="Loading the request" />
      )}
    </>
  );
}

function OneRequest({ request, error }: { request: ApprovalDetail; error: Error | null }) {
  const acts = useApprovalActs(request.id);
  const [answering, setAnswering] = useState<AnswerKind | null>(null);
  useEffect(() => {
    document.title = `${request.title} · Fleet Hub`;
  }, [request.title]);
  return (
    <>
      <ApprovalHead request={request} onAnswer={setAnswering} />
      <div className="scroll">
        {error ? <Trouble error={error} /> : null}
        <div className="pad ap-one">
          <div className="stack">
            <Standing request={request} />
            <Card title={request.result === null ? "What it would do" : "What it did"}>
              <ul className="ap-reasons soft">
                {request.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
              {request.preview === null ? (
                <p className="quiet small">It changes nothing that an agent runs.</p>
              ) : (
                <PreviewPart preview={request.preview} />
              )}
            </Card>
            <TextsCard texts={request.texts} />
          </div>
          <div className="stack">
            <RequestFacts request={request} />
            <SaidCard request={request} acts={acts} />
          </div>
        </div>
      </div>
      {answering === null ? null : (
        <AnswerDialog
          kind={answering}
          request={request}
          acts={acts}
          onClose={() => setAnswering(null)}
        />
      )}
    </>
  );
}

/** What one has to know before anything else. */
function Standing({ request }: { request: ApprovalDetail }) {
  const { state, glass, answeredBy, whyNot } = request;
  if (state === "changed")
    return (
      <Note tone="warn">
        <b>It comes to something else than was asked for first.</b> What is shown here is what it
        would do now; an answer that was given before does not count.
      </Note>
    );
  if (glass !== null)
    return (
      <Note tone="bad" icon="bolt">
        <b>{answeredBy?.name ?? "Somebody"} did this without approval:</b> {glass.reason}
        <div className="small">
          {glass.acknowledgedBy === null
            ? "No approver has looked at it yet."
            : `${glass.acknowledgedBy.name} has looked at it.`}
        </div>
      </Note>
    );
  if (whyNot !== null) return <Note icon="lock">{whyNot}</Note>;
  return null;
}
