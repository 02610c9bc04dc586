/** How long before its end an authority is called expiring, since from then on what it signs ends with it: 90 days. */
export const AUTHORITY_EXPIRING_MS = 90 * 24 * 60 * 60 * 1_000;

const DAY_LENGTH = "2026-01-01".length;

/** What is wrong with the time of the hub's own authority, with what to do; null where all is well. */
export function authorityProblem(
  { notAfter }: { readonly notAfter: number },
  now: number,
): string | null {
  if (now < notAfter - AUTHORITY_EXPIRING_MS) return null;
  const day = new Date(notAfter).toISOString().slice(0, DAY_LENGTH);
  return now < notAfter
    ? `The hub's authority ends on ${day}, and every certificate that it signs ends by then. ${REMEDY}`
    : `The hub's authority ended on ${day}: agents that verify the hub by it do not come in, and nothing is signed by it. ${REMEDY}`;
}

const REMEDY =
  "Make another one with fleethub certs init --dir FOLDER, and bring it to the agents beside the former (docs/certificates.md, When the authority ends).";
