import type { ConfigNode } from "../parse/tree.js";
import type { OneLine } from "./one-line.js";

/** The items of a list of names; null where it is no list, or an item no text, or a secret. */
export function namesIn(list: ConfigNode | undefined, show: OneLine): readonly string[] | null {
  if (list === undefined) return [];
  if (list.kind !== "list") return null;
  const names: string[] = [];
  for (const item of list.items) {
    const name = item.kind === "scalar" && item.type === "text" ? show.text(item) : null;
    if (name === null) return null;
    names.push(name);
  }
  return names;
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
