import { type Markup, markup } from "./markup.js";

/** A table with its caption; each row brings its own cells. */
export function table(caption: string, heads: readonly string[], rows: readonly Markup[]): Markup {
  const head = heads.map((text) => markup`<th scope="col">${text}</th>`);
  const body = rows.map((row) => markup`<tr>${row}</tr>\n`);
  return markup`<table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table>
`;
}
