/** What a terminal or a reader would obey instead of showing: controls, directions, separators of lines. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text that somebody else wrote, as it may be printed: what would be obeyed is written out; lines stay lines. */
export function visible(text: string): string {
  return text.replace(OBEYED, (found) =>
    found === "\n" ? found : `\\u{${found.codePointAt(0)?.toString(16) ?? ""}}`,
  );
}
