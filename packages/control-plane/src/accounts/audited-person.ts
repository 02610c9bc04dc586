import type { PersonRecord } from "../model.js";

/** What the audit keeps of a person. */
export function auditedPerson({ displayName, grants, disabled, identity }: PersonRecord) {
  return { displayName, grants, disabled, provider: identity?.provider ?? null };
}
