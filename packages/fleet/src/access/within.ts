import { narrowsQuery } from "./narrows.js";
import { parseReach } from "./reach.js";
import { type Grant, includesRole } from "./subject.js";

/** Does somebody with these grants have all that `grant` gives? What one may hand on. */
export function isGrantWithin(grant: Grant, own: readonly Grant[]): boolean {
  return own.some(
    ({ role, reach }) => includesRole(role, grant.role) && isReachWithin(grant.reach, reach),
  );
}

function isReachWithin(reach: string | null, wider: string | null): boolean {
  if (wider === null) return true;
  if (reach === null) return false;
  const [inner, outer] = [parseReach(reach).query, parseReach(wider).query];
  return inner !== undefined && outer !== undefined && narrowsQuery(inner, outer);
}
