import type { ApiProblem } from "@fleethub/api";
import { Note } from "./note";

/** Why the door stayed shut, with what to do. Read out as it appears. */
export function Refusal({ problem }: { problem: ApiProblem | null }) {
  if (problem === null) return null;
  return (
    <div role="alert">
      <Note tone="bad">
        <b>{problem.title}.</b> {problem.detail}
        {problem.errors?.map((one) => (
          <div key={`${one.pointer}${one.message}`}>
            {one.message} {one.remedy}
          </div>
        ))}
      </Note>
    </div>
  );
}
