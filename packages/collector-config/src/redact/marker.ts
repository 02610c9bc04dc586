/** What stands in place of a secret, as the Collector itself prints it. */
export const REDACTED = "[REDACTED]";

/** What the hub leaves where an agent sent back the value of a secret: as many of these as it had bytes. */
const TAKEN_OUT = /^(\w+ )?_{8,}$/;

/** The mark alone, on one line or several, behind a scheme word, as the password of an address, or as a default. */
export function isMasked(source: string): boolean {
  if (TAKEN_OUT.test(source.trim())) return true;
  if (!source.includes(REDACTED)) return false;
  if (source.split("\n").every((line) => line.trim() === "" || line.trim() === REDACTED))
    return true;
  return (
    source.includes(`:${REDACTED}@`) ||
    source.includes(`:-${REDACTED}}`) ||
    /^\w+ \[REDACTED\]$/.test(source.trim())
  );
}
