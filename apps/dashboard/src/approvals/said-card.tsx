"use client";
import type { ApiProblem, ApprovalDetail, ApprovalEvent } from "@fleethub/api";
import { useState } from "react";
import type { ApprovalActs } from "../data/approvals";
import { Button } from "../parts/button";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon";
import { Locked } from "../parts/locked";
import { TickingTime } from "../parts/ticking-time";
import { Trouble } from "../parts/trouble";
import { moment } from "../words/format";
import { SaidField } from "./answer-dialog";
import { STEP } from "./approval-words";

/** Everything that was said and done about a request, and a place to say more. */
export function SaidCard({ request, acts }: { request: ApprovalDetail; acts: ApprovalActs }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [asking, setAsking] = useState(false);
  const say = async () => {
    if (asking || text.trim() === "") return;
    setAsking(true);
    const refused = await acts.comment(text.trim());
    setAsking(false);
    setProblem(refused);
    if (refused === null) setText("");
  };
  return (
    <Card title="Said" flush>
      <ol className="ap-said">
        {request.events.map((event, at) => (
          <Line key={at} event={event} />
        ))}
      </ol>
      <form
        className="body stack ap-say"
        onSubmit={(event) => {
          event.preventDefault();
          void say();
        }}
      >
        <SaidField
          id="ap-comment"
          label="Comment"
          hint="seen by everybody who may see the request"
          value={text}
          onChange={setText}
        />
        <Locked action="approvals.comment">
          <Button
            type="submit"
            size="sm"
            className="start"
            waitsFor={text.trim() === "" ? "Waits for the comment" : undefined}
          >
            Comment
          </Button>
        </Locked>
        {problem ? <Trouble problem={problem} /> : null}
      </form>
    </Card>
  );
}

function Line({ event }: { event: ApprovalEvent }) {
  const { word, tone, icon } = STEP[event.kind];
  return (
    <li>
      <Icon name={icon} className={tone === "mute" ? "quiet" : `c-${tone}`} />
      <div className="grow">
        <b>{event.by.name}</b> {word} <TickingTime className="quiet" at={event.at} words={moment} />
        {event.text === "" ? null : <div className="ap-text">{event.text}</div>}
      </div>
    </li>
  );
}
