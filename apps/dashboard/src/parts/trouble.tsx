import type { ApiProblem } from "@fleethub/api";
import { problemOf } from "../data/hub";
import { Button } from "./button";
import { Note } from "./note";

/** What failed, in the place that failed: the reason, what to do, and the request to ask about. */
export function Trouble(props: { error?: unknown; problem?: ApiProblem; onRetry?: () => void }) {
  const problem = props.problem ?? problemOf(props.error);
  return (
    <div className="trouble">
      <Note
        tone="bad"
        action={
          props.onRetry ? (
            <Button size="sm" onClick={props.onRetry}>
              Try again
            </Button>
          ) : undefined
        }
      >
        <b>{problem.title}</b>
        <div>{problem.detail}</div>
        {problem.errors
          ?.filter((one) => !problem.detail.includes(one.message))
          .map((one) => (
            <div key={`${one.pointer}${one.message}`} className="small">
              {one.message} {one.remedy}
            </div>
          ))}
        {problem.requestId ? (
          <div className="quiet small mono">request {problem.requestId}</div>
        ) : null}
      </Note>
    </div>
  );
}
