/** A page of things that are few and all at hand, in order of their names; `nextCursor` is the name of its last one. */
export function pageByName<Item>(
  all: readonly Item[],
  nameOf: (item: Item) => string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly total: number;
} {
  const rest = cursor === undefined ? all : all.filter((item) => nameOf(item) > cursor);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rest.length > limit && last !== undefined ? nameOf(last) : null;
  return { items, nextCursor, total: all.length };
}
