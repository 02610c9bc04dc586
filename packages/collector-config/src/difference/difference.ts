import type { CollectorConfig } from "../parse/config.js";
import { parseConfig } from "../parse/parse.js";
import type { Change, Difference, OptionChange } from "./change.js";
import { compared } from "./changes.js";
import { consequencesOf } from "./consequences/index.js";
import { CHANGES_MAX, CONSEQUENCES_MAX } from "./limits.js";
import { oneLineOf } from "./one-line.js";

/**
 * What a change of a Collector configuration means: what differs in Collector terms, and what follows. Comments, the
 * order of keys, anchors, quotes, the notation of numbers and the units of durations and sizes do not count; the types
 * of other values do. Secrets in values are shown as `redact` shows them. A text that holds no configuration differs
 * from any other text (`unreadable`). Never throws; bounded by the limits of reading and by CHANGES_MAX and
 * CONSEQUENCES_MAX.
 */
export function difference(
  before: string | CollectorConfig,
  after: string | CollectorConfig,
): Difference {
  const [from, to] = [configOf(before), configOf(after)];
  if (from === null || to === null) return unreadable(before, after, from, to);
  const found = compared(from, to, oneLineOf);
  if (found === null) return NONE;
  const consequences = consequencesOf(found.before, found.after, found.changes);
  const listed = atMost(found.changes, CHANGES_MAX);
  return {
    effect: true,
    changes: listed.changes,
    consequences: consequences.slice(0, CONSEQUENCES_MAX),
    truncated: listed.truncated || consequences.length > CONSEQUENCES_MAX,
  };
}

const NONE: Difference = { effect: false, changes: [], consequences: [], truncated: false };

function configOf(input: string | CollectorConfig): CollectorConfig | null {
  return typeof input === "string" ? parseConfig(input).config : input;
}

function unreadable(
  before: string | CollectorConfig,
  after: string | CollectorConfig,
  from: CollectorConfig | null,
  to: CollectorConfig | null,
): Difference {
  if (before === after) return NONE;
  const sides = [
    ...(from === null ? (["before"] as const) : []),
    ...(to === null ? (["after"] as const) : []),
  ];
  return { ...NONE, effect: true, changes: [{ kind: "unreadable", sides }] };
}

/** The first changes, a change and each of its options counted as one. */
function atMost(changes: readonly Change[], max: number) {
  const kept: Change[] = [];
  let left = max;
  let truncated = false;
  for (const change of changes) {
    if (left <= 0) return { changes: kept, truncated: true };
    left -= 1;
    if (!("options" in change)) {
      kept.push(change);
      continue;
    }
    const options: readonly OptionChange[] = change.options.slice(0, Math.max(left, 1));
    truncated ||= options.length < change.options.length;
    left -= options.length;
    kept.push({ ...change, options });
  }
  return { changes: kept, truncated };
}
