import { Change, Consequence, type Difference } from "@fleethub/api";
import type { Difference as Meaning } from "@fleethub/collector-config";
import type { RevisionRecord } from "@fleethub/control-plane";
import { createTwoFilesPatch } from "diff";

/** Lines around a change. */
const CONTEXT_LINES = 3;

/** The step between two revisions of one configuration: what it means, and a unified diff. */
export function presentDifference(
  from: RevisionRecord,
  to: RevisionRecord,
  meaning: Meaning,
): Difference {
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
    effect: meaning.effect,
    changes: meaning.changes.map((one) => Change.parse(one)),
    consequences: meaning.consequences.map((one) => Consequence.parse(one)),
    truncated: meaning.truncated,
    added: lines.filter((line) => line.startsWith("+")).length,
    removed: lines.filter((line) => line.startsWith("-")).length,
    text,
  };
}
