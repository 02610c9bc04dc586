import type { Mention } from "../parse/config.js";
import type { ConfigNode } from "../parse/tree.js";
import type { OneLine } from "./one-line.js";

/** The items of a list of names: ids as the Collector reads them, anything else as it is written. */
export function namesIn(
  list: ConfigNode | undefined,
  mentions: readonly Mention[],
  show: OneLine,
): readonly string[] {
  if (list?.kind !== "list") return [];
  const ids = new Map(mentions.map((one) => [one.path.at(-1), one.id]));
  return list.items.map((item, at) => ids.get(`${at}`) ?? show(item));
}

/** From one list of names to another. */
export function step(before: readonly string[], after: readonly string[]) {
  const [had, has] = [new Set(before), new Set(after)];
  const stayed = (names: readonly string[], there: ReadonlySet<string>) =>
    names.filter((one) => there.has(one));
  const [kept, still] = [stayed(before, has), stayed(after, had)];
  return {
    added: after.filter((one) => !had.has(one)),
    removed: before.filter((one) => !has.has(one)),
    /** Those in both stand in another order, or another number of times. */
    reordered: kept.length !== still.length || kept.some((one, at) => one !== still[at]),
  };
}
