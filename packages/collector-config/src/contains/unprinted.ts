import { currentName } from "../facts/aliases.js";
import type { ComponentClass } from "../parse/config.js";
import type { ConfigNode, ListNode } from "../parse/tree.js";

/** Options with a decoder of their own, whose content the Collector does not print back as written (0.149 to 0.159). */
const UNPRINTED: readonly {
  readonly class: ComponentClass;
  readonly type: string;
  readonly option: string;
}[] = [
  { class: "receiver", type: "host_metrics", option: "scrapers" },
  { class: "processor", type: "tail_sampling", option: "policies" },
  ...["file_log", "journald", "syslog", "tcp_log", "udp_log", "windowseventlog"].map(
    (type) => ({ class: "receiver", type, option: "operators" }) as const,
  ),
];

/** Names of a component's options that an effective config says nothing about. */
export function unprintedOptions(kind: ComponentClass, type: string): readonly string[] {
  const name = currentName(kind, type);
  return UNPRINTED.filter((each) => each.class === kind && each.type === name).map(
    (each) => each.option,
  );
}

const GROUPED = ["statements", "conditions"];

/**
 * Statements or conditions written as plain texts are printed in groups, `[{statements: […], context: …}]`.
 * Answers the texts of the groups, or undefined where the list is no such list.
 */
export function ungrouped(list: ListNode): ConfigNode[] | undefined {
  const texts: ConfigNode[] = [];
  for (const item of list.items) {
    if (item.kind !== "map") return undefined;
    const lists = GROUPED.flatMap((key) => {
      const value = item.entries.get(key)?.value;
      return value?.kind === "list" ? [value] : [];
    });
    const [only] = lists;
    if (only === undefined || lists.length > 1) return undefined;
    texts.push(...only.items);
  }
  return texts;
}
