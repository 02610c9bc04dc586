/** At most `lengthMax` characters, and no half of one at the end. */
export function cutText(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : text.slice(0, lengthMax).replace(/[\ud800-\udbff]$/, "");
}
