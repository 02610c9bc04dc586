import { type Problem, problem } from "@fleethub/api";
import { IDEMPOTENCY_KEY_LENGTH_MAX } from "./idempotency.js";

/** What the headers of a request ask besides its body. */
export interface Conditions {
  readonly ifVersion: number | undefined;
  readonly idempotencyKey: string | undefined;
}

/** Reads `If-Match` and `Idempotency-Key`. A header that cannot be read is refused, never ignored. */
export function readConditions(headers: Headers): Conditions | Problem {
  const match = headers.get("if-match")?.trim();
  const version = match === undefined || match === "*" ? undefined : versionOf(match);
  if (version === null) {
    return problem("invalid-request", 'If-Match: send the version as a number, such as "7".', {
      errors: [
        {
          pointer: "If-Match",
          message: "not a version",
          remedy: "Send the ETag of the resource, or leave the header away.",
        },
      ],
    });
  }
  const key = headers.get("idempotency-key") ?? undefined;
  if (key !== undefined && (key === "" || key.length > IDEMPOTENCY_KEY_LENGTH_MAX)) {
    const remedy = `Send 1 to ${IDEMPOTENCY_KEY_LENGTH_MAX} characters.`;
    return problem("invalid-request", `Idempotency-Key: ${remedy}`, {
      errors: [{ pointer: "Idempotency-Key", message: `has ${key.length} characters`, remedy }],
    });
  }
  return { ifVersion: version, idempotencyKey: key };
}

function versionOf(match: string): number | null {
  const found = /^(?:W\/)?"?(\d{1,15})"?$/.exec(match);
  return found?.[1] === undefined ? null : Number(found[1]);
}
