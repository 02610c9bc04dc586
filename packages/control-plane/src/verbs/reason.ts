import { problem, type VerbProblem } from "./problem.js";

/** Characters of a reason. */
export const REASON_LENGTH_MAX = 1_024;

/** Whoever is kept out reads the reason, so there is one. */
export function noReason(reason: string): VerbProblem | null {
  if (reason.trim() !== "" && reason.length <= REASON_LENGTH_MAX) return null;
  const remedy = `Give a reason of 1 to ${REASON_LENGTH_MAX} characters.`;
  const errors = [{ pointer: "/reason", message: "This is no reason.", remedy }];
  return problem("invalid", `Who is kept out is told why. ${remedy}`, { errors });
}
