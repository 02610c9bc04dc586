/** What stands in place of a secret, as the Collector itself prints it. */
export const REDACTED = "[REDACTED]";

/** The mark alone, on one line or several, behind a scheme word, as the password of an address, or as a default. */
export function isMasked(source: string): boolean {
  if (!source.includes(REDACTED)) return false;
  if (source.split("\n").every((line) => line.trim() === "" || line.trim() === REDACTED))
    return true;
  return (
    source.includes(`:${REDACTED}@`) ||
    source.includes(`:-${REDACTED}}`) ||
    /^\w+ \[REDACTED\]$/.test(source.trim())
  );
}
