/** Longest expression that is looked at. */
const REGEX_LENGTH_MAX = 4096;

/**
 * What Go's regular expressions (RE2) refuse in a pattern, or undefined. Brackets and parentheses that are not
 * closed, a repetition of nothing, and what RE2 does not have: looking around and back references. Anything it is
 * not sure about counts as fine.
 */
export function goRegexFault(pattern: string): string | undefined {
  if (pattern.length > REGEX_LENGTH_MAX) return undefined;
  let open = 0;
  let repeatable = false;
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at];
    switch (letter) {
      case "\\": {
        const next = pattern[at + 1];
        if (next === undefined) return "it ends with a backslash";
        if (next === "Q") {
          const end = pattern.indexOf("\\E", at + 2);
          if (end < 0) return undefined;
          at = end;
        }
        if (/[1-9]/.test(next)) return `\\${next} refers back, which RE2 does not do`;
        at++;
        repeatable = true;
        break;
      }
      case "[": {
        const end = closingBracket(pattern, at);
        if (end < 0) return "[ is not closed";
        at = end;
        repeatable = true;
        break;
      }
      case "(":
        if (/^\(\?(=|!|<=|<!|>)/.test(pattern.slice(at, at + 4)))
          return "it looks around, which RE2 does not do";
        open++;
        repeatable = false;
        if (pattern[at + 1] === "?") {
          const group = /^\(\?(P?<[^>]*>|[a-zA-Z-]*:|[a-zA-Z-]*\))/.exec(pattern.slice(at));
          if (group === null) return "a group begins with (? and goes on wrongly";
          if (group[0].endsWith(")")) open--;
          at += group[0].length - 1;
        }
        break;
      case ")":
        if (open === 0) return ") closes nothing";
        open--;
        repeatable = true;
        break;
      case "*":
      case "+":
      case "?":
        if (!repeatable) return `${letter} repeats nothing`;
        if (pattern[at + 1] === "?") at++;
        else if (/[*+]/.test(pattern[at + 1] ?? ""))
          return `${letter}${pattern[at + 1]} repeats a repetition`;
        break;
      case "|":
        repeatable = false;
        break;
      default:
        repeatable = true;
    }
  }
  return open > 0 ? "( is not closed" : undefined;
}

function closingBracket(pattern: string, open: number): number {
  let at = open + 1;
  if (pattern[at] === "^") at++;
  if (pattern[at] === "]") at++;
  for (; at < pattern.length; at++) {
    if (pattern[at] === "\\") at++;
    else if (pattern.startsWith("[:", at)) {
      const end = pattern.indexOf(":]", at + 2);
      if (end >= 0) at = end + 1;
    } else if (pattern[at] === "]") return at;
  }
  return -1;
}
