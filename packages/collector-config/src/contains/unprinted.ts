import { currentName } from "../facts/aliases.js";
import { GROUPED_LISTS, UNPRINTED_OPTIONS } from "../facts/printing.js";
import type { ComponentClass } from "../parse/config.js";
import type { ConfigNode, ListNode } from "../parse/tree.js";

/** Names of a component's options that an effective config says nothing about. */
export function unprintedOptions(kind: ComponentClass, type: string): readonly string[] {
  const name = currentName(kind, type);
  return UNPRINTED_OPTIONS.filter((each) => each.class === kind && each.type === name).map(
    (each) => each.option,
  );
}

/**
 * Statements or conditions written as plain texts are printed in groups, `[{statements: […], context: …}]`.
 * Answers the texts of the groups, or undefined where the list is no such list.
 */
export function ungrouped(list: ListNode): ConfigNode[] | undefined {
  const texts: ConfigNode[] = [];
  for (const item of list.items) {
    if (item.kind !== "map") return undefined;
    const lists = GROUPED_LISTS.flatMap((key) => {
      const value = item.entries.get(key)?.value;
      return value?.kind === "list" ? [value] : [];
    });
    const filled = lists.filter(({ items }) => items.length > 0);
    if (lists.length === 0 || filled.length > 1) return undefined;
    texts.push(...filled.flatMap(({ items }) => items));
  }
  return texts;
}
