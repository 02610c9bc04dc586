"use client";
import { type ApiProblem, type Policy, type PolicyCause, REASON_LENGTH_MAX } from "@fleethub/api";
import { parseQuery } from "@fleethub/fleet/query";
import { useState } from "react";
import { RefusedPart } from "../approvals/ask-part";
import { useFacets } from "../data/queries";
import { term } from "../data/query-text";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Field } from "../parts/field";
import { count } from "../words/format";
import { dayFrom, untilOf } from "./expiry";
import { usePolicyActs } from "./use-policy-acts";

const DAYS = [
  { days: 1, label: "1 day" },
  { days: 7, label: "1 week" },
  { days: 30, label: "30 days" },
] as const;
const DEFAULT_DAYS = 7;

/** Lets agents break a policy until a day, for a reason that the audit keeps. */
export function AcceptDialog(props: {
  policy: Policy;
  causes: readonly PolicyCause[];
  onClose: () => void;
}) {
  const { policy } = props;
  const { except } = usePolicyActs();
  const [query, setQuery] = useState(() => queryFor(policy, props.causes));
  const [reason, setReason] = useState("");
  const [day, setDay] = useState(() => dayFrom(Date.now(), DEFAULT_DAYS));
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const unread = parseQuery(query, { use: "selector" }).problem;
  const reached = useFacets(
    `${term("policy", [policy.name])} ${query}`.trim(),
    unread === undefined,
  );
  const until = untilOf(day);
  const noReason = reason.trim() === "" ? "Say why: the audit keeps it" : undefined;
  const badDay =
    until === null || Date.parse(until) <= Date.now() ? "A day that is still to come" : undefined;
  const accept = async () => {
    setTried(true);
    if (unread || noReason || badDay || until === null) return;
    const refusal = await except(policy, { query: query.trim(), reason: reason.trim(), until });
    if (refusal === null) props.onClose();
    else setProblem(refusal);
  };
  const covers = reached.data?.total;
  return (
    <Dialog
      title={`Accept breaches of “${policy.title}”`}
      onClose={props.onClose}
      onSubmit={() => void accept()}
      acts={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            {covers === undefined ? "Accept" : `Accept for ${count(covers)}`}
          </Button>
        </>
      }
    >
      <Field
        id="accept-query"
        label="For agents"
        hint={
          covers === undefined
            ? "by label, name, host, os, arch, type, version, uid or attribute; empty: all in scope"
            : `spares ${count(covers)} of the ${count(policy.standing.broken)} that break it now; empty: all in scope, also those to come`
        }
        error={unread ? `${unread.message} ${unread.remedy}` : undefined}
      >
        <textarea
          id="accept-query"
          className="input mono"
          rows={Math.min(4, Math.max(1, Math.ceil(query.length / 60)))}
          value={query}
          aria-invalid={unread !== undefined}
          aria-describedby="accept-query-says"
          onChange={(event) => setQuery(event.target.value.replaceAll("\n", " "))}
        />
      </Field>
      <Field
        id="accept-reason"
        label="Reason"
        hint="such as: partner feed is being moved, ticket OPS-412"
        error={tried ? noReason : undefined}
      >
        <textarea
          id="accept-reason"
          className="input"
          rows={2}
          maxLength={REASON_LENGTH_MAX}
          value={reason}
          aria-invalid={tried && noReason !== undefined}
          aria-describedby="accept-reason-says"
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <Field
        id="accept-until"
        label="Until the end of"
        hint="then it counts as broken again, by itself"
        error={tried ? badDay : undefined}
      >
        <div className="row wrap">
          <input
            id="accept-until"
            className="input pol-date"
            type="date"
            value={day}
            min={dayFrom(Date.now(), 0)}
            aria-invalid={tried && badDay !== undefined}
            aria-describedby="accept-until-says"
            onChange={(event) => setDay(event.target.value)}
          />
          {DAYS.map(({ days, label }) => (
            <Button key={days} size="sm" onClick={() => setDay(dayFrom(Date.now(), days))}>
              {label}
            </Button>
          ))}
        </div>
      </Field>
      {problem ? (
        <RefusedPart
          problem={problem}
          wish={{
            verb: "except-policy",
            input: { name: policy.name, query: query.trim(), reason: reason.trim(), until },
          }}
        />
      ) : null}
    </Dialog>
  );
}

/** The agents by UID where the hub named all of them, else everything in scope. */
function queryFor({ scope }: Policy, causes: readonly PolicyCause[]): string {
  const broken = causes.filter(({ verdict }) => verdict === "broken");
  const whole = broken.every(({ agents, uids }) => agents === uids.length);
  const uids = broken.flatMap((cause) => cause.uids);
  return whole && uids.length > 0 ? term("uid", uids) : scope;
}
