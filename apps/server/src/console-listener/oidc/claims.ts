import type { ProviderSubject } from "@fleethub/control-plane";

/** What an ID token or the userinfo endpoint says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

/** Groups read from one claim, at most; those after them are left out. */
export const CLAIMED_GROUPS_MAX = 1_000;

/**
 * The values of a groups claim: a list of texts, or one text. Anything else is none. A claim inside another is named
 * with dots, such as `realm_access.roles`; a claim whose own name has dots is found as well.
 */
export function groupsIn(claims: Claims, claim: string): readonly string[] {
  const value = Object.hasOwn(claims, claim) ? claims[claim] : inside(claims, claim.split("."));
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === "string").slice(0, CLAIMED_GROUPS_MAX);
}

/** Who it is, in the words of the house. */
export function subjectIn(
  {
    name,
    issuer,
    groupsClaim,
  }: { readonly name: string; readonly issuer: string; readonly groupsClaim: string },
  claims: Claims,
  subject: string,
): ProviderSubject {
  const text = (claim: string) => {
    const value = claims[claim];
    return typeof value === "string" && value !== "" ? value : null;
  };
  // An address that nobody confirmed may be somebody else's.
  const email = claims["email_verified"] === false ? null : text("email");
  return {
    provider: name,
    issuer,
    subject,
    name: text("name") ?? text("preferred_username") ?? email ?? subject,
    email,
    groups: groupsIn(claims, groupsClaim),
  };
}

function inside(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return inside((value as Claims)[name], rest);
}
