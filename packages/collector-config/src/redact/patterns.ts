import { redactLiteral } from "./literal.js";
import { REDACTED } from "./marker.js";

/** Text that is secret whatever its name: group 1 is kept, group 2 is the secret. Runs are bounded or anchored. */
const PATTERNS: readonly RegExp[] = [
  /((?:^|[^a-z0-9_])(?:bearer|basic)\s+)([A-Za-z0-9._~+/=-]{8,})/gi,
  /((?:password|passwd|pwd|secret|token|api[_-]?key|accountkey|sharedaccesskey|access[_-]?key|sig)\s?=\s?)([^\s;&"'`,<>]+)/gi,
  /()\b((?:AKIA|ASIA)[0-9A-Z]{16})\b/g,
  /()\b(gh[opsur]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|sk-[A-Za-z0-9_-]{16,}|glpat-[A-Za-z0-9_-]{16,})/g,
  /()\b(eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*)/g,
];

/** Replaces what looks like a secret by itself; line breaks and `${…}` stay. */
export function redactPatterns(text: string): string {
  return PATTERNS.reduce(
    (done, pattern) =>
      done.replace(pattern, (_all, kept: string, secret: string) => kept + redactLiteral(secret)),
    redactAddresses(text),
  );
}

/** Text without blanks and quotes that may hold an address with a password. */
const WORD = /[^\s"']+/g;
/** The beginning of an address, up to the password; a port before a path is no password. */
const USER = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/"']{0,256}:(?!\d+\/)/gi;

/** Replaces the password of `scheme://user:password@host`: all up to the last `@` of the word. */
function redactAddresses(text: string): string {
  if (!text.includes("://") || !text.includes("@")) return text;
  return text.replace(WORD, (word) => {
    const end = word.lastIndexOf("@");
    if (end < 0) return word;
    USER.lastIndex = 0;
    const user = USER.exec(word);
    const from = user === null ? end : user.index + user[0].length;
    return from >= end
      ? word
      : word.slice(0, from) + redactLiteral(word.slice(from, end)) + word.slice(end);
  });
}

const PEM_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/;
const PEM_END = /PRIVATE KEY[A-Z0-9 ]{0,40}-----(?!.*-----BEGIN)/;

/** True for text that holds a private key. */
export function holdsPrivateKey(text: string): boolean {
  return PEM_BEGIN.test(text);
}

/** Replaces private keys line by line; one without an end is taken as far as lines look like one. */
export function redactPrivateKeys(lines: readonly string[]): string[] {
  let inside = false;
  return lines.map((line) => {
    const indent = /^[\s#]*/.exec(line)?.[0] ?? "";
    const begin = PEM_BEGIN.exec(line);
    if (begin !== null) {
      inside = !/-----END/.test(line);
      return line.slice(0, begin.index) + REDACTED;
    }
    if (!inside) return line;
    if (line.includes("-----END") && PEM_END.test(line)) inside = false;
    // Keys hold base64 and a few "Name: value" headers, never a name with an underscore or a deeper structure.
    else if (/^[\s#-]*[a-z_]+:(\s|$)/.test(line)) {
      inside = false;
      return line;
    }
    return line.trim() === "" ? line : indent + REDACTED;
  });
}
