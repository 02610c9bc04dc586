import { problem, type VerbProblem } from "../verbs/problem.js";
import type { HubKey } from "./hub-key.js";

/** What a verb that has to seal or open something answers where it cannot. */
export function withoutKey(hubKey: Extract<HubKey, { readonly kind: "none" }>): VerbProblem {
  return problem(hubKey.code, hubKey.detail);
}
