import { sayAgents } from "@fleethub/fleet";
import { problem, type VerbProblem } from "../verbs/problem.js";

/** Refuses where the caller believes to reach another number of members. */
export function differsFrom(expected: number | undefined, members: number): VerbProblem | null {
  if (expected === undefined || expected === members) return null;
  return problem(
    "expected-agents",
    `This reaches ${sayAgents(members)}, not ${expected}. Look at who would be a member now, then repeat it with the number you mean.`,
    { agents: members },
  );
}
