import { type Grant, parseReach } from "@fleethub/fleet/access";
import { NAME_PATTERN } from "../limits.js";
import type { VerbError } from "../verbs/problem.js";
import { complaintAbout } from "./password-rules.js";
import { type AccountProblem, refused } from "./problem.js";
import { GRANTS_MAX } from "./settings.js";

/** Null where this can be a name. */
export function nameProblem(name: string): AccountProblem | null {
  if (NAME_PATTERN.test(name)) return null;
  const remedy =
    "Use lower-case letters, digits and dashes, a letter or digit first, 63 characters at most.";
  const errors = [{ pointer: "/name", message: "This is not a name.", remedy }];
  return refused("invalid", `Nobody and nothing can be named so. ${remedy}`, { errors });
}

/** Null where every reach can be read and there are not too many. */
export function grantsProblem(grants: readonly Grant[]): AccountProblem | null {
  if (grants.length > GRANTS_MAX) {
    return refused("invalid", `There are ${grants.length} grants; at most ${GRANTS_MAX} are kept.`);
  }
  const errors = grants.flatMap(({ reach }, index): VerbError[] => {
    const found = reach === null ? undefined : parseReach(reach).problem;
    if (found === undefined) return [];
    const { message, remedy } = found;
    return [{ pointer: `/grants/${index}/reach`, message, remedy }];
  });
  const [first] = errors;
  if (first === undefined) return null;
  return refused("invalid", `A reach cannot be read. ${first.message} ${first.remedy}`, { errors });
}

/** Null where this can be the password of this person. */
export function passwordProblem(password: string, name: string): AccountProblem | null {
  const complaint = complaintAbout(password, name);
  if (complaint === null) return null;
  const errors = [{ pointer: "/password", message: "It cannot be used.", remedy: complaint }];
  return refused("password-not-accepted", complaint, { errors });
}

/** What is said while more passwords are looked at than this machine can. */
export const overloaded = (): AccountProblem =>
  refused("too-many-attempts", "Too many people sign in just now. Try again in a moment.", {
    retryAfterMs: 2_000,
  });
