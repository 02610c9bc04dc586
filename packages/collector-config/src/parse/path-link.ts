/** A path from the root as a chain, because thousands of values may share a long beginning. */
export interface PathLink {
  readonly key: string;
  readonly above: PathLink | undefined;
}

/** The keys of a chain, the first one first. */
export function keysOf(link: PathLink | undefined): string[] {
  const path: string[] = [];
  for (let each = link; each !== undefined; each = each.above) path.push(each.key);
  return path.reverse();
}
