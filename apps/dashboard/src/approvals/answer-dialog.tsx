"use client";
import { type ApiProblem, type ApprovalDetail, TEXT_LENGTH_MAX } from "@fleethub/api";
import { useState } from "react";
import type { ApprovalActs } from "../data/approvals";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { toast } from "../parts/toast";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";

/** What can be said to a request as a whole. */
export type AnswerKind = "approve" | "reject" | "withdraw" | "break-glass" | "acknowledge";

interface AnswerWords {
  readonly title: (request: ApprovalDetail) => string;
  readonly says: (request: ApprovalDetail) => string;
  readonly label: string;
  /** Something has to be said. */
  readonly isNeeded: boolean;
  readonly button: string;
  readonly kind: "primary" | "danger-solid";
  readonly done: string;
}

const WORDS: Readonly<Record<AnswerKind, AnswerWords>> = {
  approve: {
    title: ({ title }) => `Approve: ${title}?`,
    says: ({ requestedBy, agents }) =>
      `The hub does it at once in the name of ${requestedBy.name}, exactly as it is shown here. ${plural(agents, "agent is", "agents are")} reached. Where it would come to something else by now nothing is done, and you are asked again.`,
    label: "Comment",
    isNeeded: false,
    button: "Approve and do it",
    kind: "primary",
    done: "Approved and done",
  },
  reject: {
    title: ({ title }) => `Reject: ${title}?`,
    says: () => "Nothing is done. The reason stays with the request.",
    label: "Reason",
    isNeeded: true,
    button: "Reject",
    kind: "danger-solid",
    done: "Rejected",
  },
  withdraw: {
    title: ({ title }) => `Withdraw: ${title}?`,
    says: () => "Nothing is done. You can ask again.",
    label: "Comment",
    isNeeded: false,
    button: "Withdraw",
    kind: "primary",
    done: "Withdrawn",
  },
  "break-glass": {
    title: ({ title }) => `Break the glass: ${title}?`,
    says: ({ agents }) =>
      `It is done at once in your name, without anybody's approval, as it comes to now: ${plural(agents, "agent is", "agents are")} reached. It stands in the audit log as what it is, and everybody sees it here until an approver has looked at it.`,
    label: "What the emergency is",
    isNeeded: true,
    button: "Do it without approval",
    kind: "danger-solid",
    done: "Done without approval",
  },
  acknowledge: {
    title: ({ title }) => `You looked at: ${title}`,
    says: ({ answeredBy }) =>
      `Says that somebody other than ${answeredBy?.name ?? "who did it"} has looked at what was done. Nothing is undone by it.`,
    label: "Comment",
    isNeeded: false,
    button: "I looked at it",
    kind: "primary",
    done: "Acknowledged",
  },
};

const CALLS: Readonly<
  Record<
    AnswerKind,
    (acts: ApprovalActs, request: ApprovalDetail, text: string) => Promise<ApiProblem | null>
  >
> = {
  approve: (acts, { hash }, text) => acts.approve(hash, text),
  reject: (acts, _request, text) => acts.reject(text),
  withdraw: (acts, _request, text) => acts.withdraw(text),
  "break-glass": (acts, _request, text) => acts.breakGlass(text),
  acknowledge: (acts, _request, text) => acts.acknowledge(text),
};

/** Asks once more, says what will happen, and takes what is to be said. */
export function AnswerDialog(props: {
  kind: AnswerKind;
  request: ApprovalDetail;
  acts: ApprovalActs;
  onClose: () => void;
}) {
  const { kind, acts } = props;
  // What was looked at is answered, also where it changes while one writes.
  const [request] = useState(props.request);
  const words = WORDS[kind];
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [asking, setAsking] = useState(false);
  const isMissing = words.isNeeded && text.trim() === "";
  // The hash of what was looked at can be approved no more.
  const isOvertaken = problem?.type === "approval-changed";
  const answer = async () => {
    if (asking || isMissing || isOvertaken) return;
    setAsking(true);
    const refused = await CALLS[kind](acts, request, text.trim());
    setAsking(false);
    setProblem(refused);
    if (refused !== null) return;
    toast({ title: words.done, detail: `Request ${request.number}, ${request.title}` });
    props.onClose();
  };
  return (
    <Dialog
      title={words.title(request)}
      onClose={props.onClose}
      onSubmit={() => void answer()}
      acts={
        <>
          <Button onClick={props.onClose}>{isOvertaken ? "Look again" : "Cancel"}</Button>
          <Button
            kind={words.kind}
            type="submit"
            waitsFor={
              asking
                ? "Asked"
                : isOvertaken
                  ? "Waits for another look: close this first"
                  : isMissing
                    ? `Waits for: ${words.label.toLowerCase()}`
                    : undefined
            }
          >
            {words.button}
          </Button>
        </>
      }
    >
      <p className="soft">{words.says(request)}</p>
      <SaidField
        id="ap-said"
        label={words.label}
        hint={
          words.isNeeded
            ? "stays with the request and in the audit log"
            : "stays with the request and in the audit log; may be empty"
        }
        value={text}
        onChange={setText}
      />
      {problem ? <Trouble problem={problem} /> : null}
    </Dialog>
  );
}

/** Some lines that stay with a request. */
export function SaidField(props: {
  id: string;
  label: string;
  hint: string;
  value: string;
  onChange: (text: string) => void;
}) {
  return (
    <Field id={props.id} label={props.label} hint={props.hint}>
      <textarea
        id={props.id}
        className="input"
        rows={3}
        maxLength={TEXT_LENGTH_MAX}
        value={props.value}
        aria-describedby={`${props.id}-says`}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  );
}
