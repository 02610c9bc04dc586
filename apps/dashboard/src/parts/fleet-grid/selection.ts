/** What is selected: agents by UID, or all that match the query; never a page. */
export type Selection =
  | { readonly kind: "uids"; readonly uids: ReadonlySet<string> }
  | { readonly kind: "all" };

/** Nothing selected. */
export const NONE: Selection = { kind: "uids", uids: new Set() };

/** Is this row selected? */
export function isSelected(selection: Selection, uid: string): boolean {
  return selection.kind === "all" || selection.uids.has(uid);
}

/** How many, where `total` agents match. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.kind === "all" ? total : selection.uids.size;
}

/** The selection with one row put in or taken out. From "all that match" it becomes the loaded rows but one. */
export function toggledRow(
  selection: Selection,
  uid: string,
  loaded: readonly string[],
): Selection {
  const uids = new Set(selection.kind === "all" ? loaded : selection.uids);
  if (!uids.delete(uid)) uids.add(uid);
  return { kind: "uids", uids };
}

/** The selection with every row between two places put in. */
export function extended(
  selection: Selection,
  uids: readonly string[],
  from: number,
  to: number,
): Selection {
  if (selection.kind === "all") return selection;
  const range = uids.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { kind: "uids", uids: new Set([...selection.uids, ...range]) };
}
