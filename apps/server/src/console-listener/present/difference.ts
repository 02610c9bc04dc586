import type { Difference } from "@fleethub/api";
import type { RevisionRecord } from "@fleethub/control-plane";
import { createTwoFilesPatch } from "diff";

/** Lines around a change. */
const CONTEXT_LINES = 3;

/** Two revisions of one configuration as a unified diff. */
export function presentDifference(from: RevisionRecord, to: RevisionRecord): Difference {
  const name = (record: RevisionRecord) => `${record.configuration} r${record.number}`;
  const patch =
    from.content === to.content
      ? ""
      : createTwoFilesPatch(name(from), name(to), from.content, to.content, "", "", {
          context: CONTEXT_LINES,
        });
  const text = patch.replace(/^=+\n/, "");
  const lines = text.split("\n").slice(2);
  return {
    from: from.number,
    to: to.number,
    effect: from.fingerprint !== to.fingerprint,
    added: lines.filter((line) => line.startsWith("+")).length,
    removed: lines.filter((line) => line.startsWith("-")).length,
    text,
  };
}
