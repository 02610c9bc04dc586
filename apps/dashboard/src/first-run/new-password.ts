/** Fewest characters of a password; the hub judges the rest. */
export const PASSWORD_LENGTH_MIN = 12;

/** What stands under a new password. */
export const PASSWORD_HINT = `At least ${PASSWORD_LENGTH_MIN} characters. A few words that belong to nothing else are best.`;

/** Why a password cannot be taken, as far as it can be seen here; undefined where it may. */
export function passwordFault(password: string): string | undefined {
  const missing = PASSWORD_LENGTH_MIN - [...password].length;
  if (missing <= 0) return undefined;
  return missing === 1 ? "One character is missing" : `${missing} characters are missing`;
}
