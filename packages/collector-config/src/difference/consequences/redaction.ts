import { currentName } from "../../facts/aliases.js";
import type { Change, OptionChange } from "../change.js";
import type { Outcome } from "../consequence.js";
import type { Side } from "../side.js";
import { purposeOf, statementRemoves } from "./purposes.js";

/** Processors that mask or drop otherwise, because their own options changed. */
export function redactionOutcomes(before: Side, changes: readonly Change[]): readonly Outcome[] {
  return changes.flatMap((one): readonly Outcome[] => {
    if (one.kind !== "component-options-changed" || one.class !== "processor" || !one.inUse)
      return [];
    const was = before.defined("processor", one.component);
    if (was === undefined) return [];
    const purpose = purposeOf(was);
    const { component, pipelines } = one;
    const pathsOf = (options: readonly OptionChange[]) => options.map(({ path }) => path.join("."));
    const about = { class: one.class, component, pipelines };
    if (purpose === "filtering")
      return [{ kind: "filtering-changed", ...about, paths: pathsOf(one.options) }];
    if (purpose !== "redaction") return [];
    const type = currentName("processor", was.type);
    const weakens = WEAKENS[type] ?? (() => false);
    const [weaker, stronger, other]: OptionChange[][] = [[], [], []];
    for (const option of one.options) {
      if (weakens(option)) weaker?.push(option);
      else if (weakens(reversed(option))) stronger?.push(option);
      else if (masksOtherwise(type, option)) other?.push(option);
    }
    const told = [weaker, stronger, other].map((options) => pathsOf(options ?? []));
    const [less = [], more = []] = told;
    const paths = told.flat();
    return paths.length === 0
      ? []
      : [{ kind: "redaction-changed", ...about, paths, weaker: less, stronger: more }];
  });
}

function reversed({ path, before, after, item }: OptionChange): OptionChange {
  const back = item === "added" ? "removed" : item === "removed" ? "added" : item;
  return { path, before: after, after: before, ...(back === undefined ? {} : { item: back }) };
}

/** Whether a change that makes it neither surely weaker nor stronger is about masking at all. */
function masksOtherwise(type: string, { path, before, after, item }: OptionChange): boolean {
  if (type === "redaction") return path[0] !== "summary";
  if (type !== "transform" || item === "moved") return false;
  return [before, after].some((each) => each !== null && statementRemoves(each));
}

/** Whether an option that differs lets more through than before. Where it cannot be told: false. */
const WEAKENS: Readonly<Record<string, (option: OptionChange) => boolean>> = {
  redaction: ({ path: [option = ""], before, after, item }) => {
    if (option.startsWith("blocked_")) return after === null;
    if (/^(allowed|ignored)_/.test(option)) return item === "added" || before === null;
    if (option === "allow_all_keys") return after === "true";
    return option === "redact_all_types" && before === "true";
  },
  attributes: actionGone,
  resource: actionGone,
  transform: ({ before, after, item }) =>
    item !== "moved" &&
    before !== null &&
    statementRemoves(before) &&
    !(after !== null && statementRemoves(after)),
};

const REMOVING = /\baction: (delete|hash)\b|^(delete|hash)$/i;

function actionGone({ before, after, item }: OptionChange): boolean {
  return (
    item !== "moved" &&
    before !== null &&
    REMOVING.test(before) &&
    !(after !== null && REMOVING.test(after))
  );
}
