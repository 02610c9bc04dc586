/** Does the whole text consist of these pieces, in order, with anything between them? */
export function matchesSegments(text: string, segments: readonly string[]): boolean {
  const first = segments[0] ?? "";
  if (segments.length === 1) return text === first;
  const last = segments[segments.length - 1] ?? "";
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let from = first.length;
  for (let index = 1; index < segments.length - 1; index += 1) {
    const segment = segments[index] ?? "";
    const found = text.indexOf(segment, from);
    if (found < 0 || found + segment.length > end) return false;
    from = found + segment.length;
  }
  return true;
}

/** Pieces that match where the given ones match somewhere inside. */
export function anywhere(segments: readonly string[]): readonly string[] {
  const open = segments[0] === "" ? segments : ["", ...segments];
  return open[open.length - 1] === "" ? open : [...open, ""];
}
