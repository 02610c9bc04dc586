import type { Subject } from "@fleethub/fleet/access";
import { personSubject, tokenSubject } from "../accounts/authenticate.js";
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

/** What the record calls a party: a token by its name and its owner's, as where it acts by itself. */
export const recordedAs = ({ kind, id, name }: ApprovalParty): string =>
  kind === "token" ? name : id;

/** Are these the same, whatever way they signed in? */
export function isSamePerson(one: ApprovalParty, other: ApprovalParty): boolean {
  if (one.person !== null && one.person === other.person) return true;
  return one.kind === other.kind && one.id === other.id;
}

/** The party with what it may do now; null: it is gone, disabled or expired. */
export async function currentSubject(
  { people, apiTokens }: Accounts,
  { kind, id }: ApprovalParty,
  now: number,
): Promise<Subject | null> {
  if (kind === "hub") return null;
  if (kind === "person") {
    const person = await people.get(id);
    return person === null || person.disabled ? null : personSubject(person);
  }
  const token = await apiTokens.get(id);
  return token === null ? null : tokenSubject({ people }, token, now);
}
