/** Whether `*` in a glob covers the rest of a text: `*` stands for any characters, also none. Linear in time. */
export function globMatches(glob: string, text: string): boolean {
  let at = 0;
  let inGlob = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    if (glob[inGlob] === "*") {
      star = inGlob++;
      retry = at;
    } else if (inGlob < glob.length && glob[inGlob] === text[at]) {
      inGlob++;
      at++;
    } else if (star >= 0) {
      inGlob = star + 1;
      at = ++retry;
    } else return false;
  }
  while (glob[inGlob] === "*") inGlob++;
  return inGlob === glob.length;
}
