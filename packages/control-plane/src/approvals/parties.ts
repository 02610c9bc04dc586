import { type Grant, isGrantWithin, type Subject } from "@fleethub/fleet/access";
import { grantsOf } from "../accounts/administrator.js";
import type { ApprovalParty } from "../model.js";
import type { FleetStorage } from "../ports.js";

type Accounts = Pick<FleetStorage, "people" | "apiTokens">;

/** The person who acts, also by an API token of his; null: a token that belongs to nobody. */
export async function personBehind(
  { apiTokens }: Pick<FleetStorage, "apiTokens">,
  { kind, id }: Pick<Subject, "kind" | "id">,
): Promise<string | null> {
  if (kind === "person") return id;
  if (kind === "hub") return null;
  return (await apiTokens.get(id))?.owner ?? null;
}

/** Who acts, as requests keep him. */
export async function partyOf(storage: Accounts, subject: Subject): Promise<ApprovalParty> {
  const { kind, id, name } = subject;
  return { kind, id, name, person: await personBehind(storage, subject) };
}

/** Are these the same, whatever way they signed in? */
export function isSamePerson(one: ApprovalParty, other: ApprovalParty): boolean {
  if (one.person !== null && one.person === other.person) return true;
  return one.kind === other.kind && one.id === other.id;
}

/** The party with what it may do now; null: it is gone, disabled or expired. */
export async function currentSubject(
  { people, apiTokens }: Accounts,
  { kind, id, name }: ApprovalParty,
  now: number,
): Promise<Subject | null> {
  if (kind === "hub") return null;
  if (kind === "person") {
    const grants = await grantsNow({ people }, id);
    return grants === null ? null : { kind, id, name, grants };
  }
  const token = await apiTokens.get(id);
  if (token === null || (token.expiresAt !== null && token.expiresAt <= now)) return null;
  if (token.owner === null) return { kind, id, name, grants: token.grants };
  const owned = await grantsNow({ people }, token.owner);
  if (owned === null) return null;
  return { kind, id, name, grants: token.grants.filter((grant) => isGrantWithin(grant, owned)) };
}

async function grantsNow(
  { people }: Pick<Accounts, "people">,
  name: string,
): Promise<readonly Grant[] | null> {
  const person = await people.get(name);
  return person === null || person.disabled ? null : grantsOf(person);
}
