import { Note } from "../parts/note";
import type { Drawn } from "../parts/pipeline-map/drawn";
import { Link } from "../parts/link";

const NAMED_MAX = 5;

/** What the marks of a map add up to, in one sentence, with the way to the exact message. */
export function PipelineNotes({ drawn, uid }: { drawn: Drawn; uid: string }) {
  const unwell = drawn.lanes.flatMap((lane) =>
    [...lane.receivers, ...lane.processors, ...lane.exporters]
      .filter((box) => box.trouble !== undefined)
      .map((box) => ({ ...box, lane: lane.id })),
  );
  if (unwell.length === 0) return null;
  const bad = unwell.some((box) => box.trouble === "bad");
  return (
    <Note
      tone={bad ? "bad" : "warn"}
      action={
        <Link className="btn sm" href={`/agents/one?uid=${uid}#health`}>
          Show the health
        </Link>
      }
    >
      {unwell.slice(0, NAMED_MAX).map((box, at) => (
        <span key={`${box.lane} ${box.role} ${box.id}`}>
          {at === 0 ? "" : "; "}
          <b>{box.id}</b> in {box.lane} reports {box.caption ?? "trouble"}
        </span>
      ))}
      {unwell.length > NAMED_MAX ? `, and ${unwell.length - NAMED_MAX} more` : ""}.
    </Note>
  );
}
