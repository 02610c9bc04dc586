import type { Grant } from "@fleethub/fleet/access";
import type { PersonRecord } from "../model.js";
import type { Conditional } from "../verbs/verb.js";
import type { AccountCall, AccountServices } from "./account-call.js";
import { isAdministrator } from "./administrator.js";
import { auditedPerson } from "./audited-person.js";
import { grantsProblem, nameProblem } from "./checked.js";
import { committed, plan, recorded } from "./commit.js";
import { makeInvitation, type ShownInvitation, unknownPerson } from "./invitations.js";
import { type AccountProblem, type AccountResult, refused } from "./problem.js";
import { PEOPLE_MAX } from "./settings.js";

/** Who is to be made. */
export interface CreatePerson {
  readonly name: string;
  readonly displayName: string;
  readonly grants: readonly Grant[];
}

/** Makes a person who sets the first password with the link that is answered. */
export async function createPerson(
  services: AccountServices,
  call: AccountCall,
  { name, displayName, grants }: CreatePerson,
): Promise<AccountResult<{ readonly person: PersonRecord; readonly invitation: ShownInvitation }>> {
  const complaint = nameProblem(name) ?? grantsProblem(grants);
  if (complaint !== null) return complaint;
  const { shown, kept } = makeInvitation(services);
  return committed(services, async () => {
    const { people } = services.storage;
    if ((await people.get(name)) !== null) {
      return refused("exists", `A person named ${name} exists. Choose another name.`);
    }
    const { total } = await people.list({ limit: 1, cursor: null });
    if (total >= PEOPLE_MAX) {
      return refused("invalid", `There are ${total} people; at most ${PEOPLE_MAX} are kept.`);
    }
    const person: PersonRecord = {
      name,
      displayName,
      grants,
      disabled: false,
      password: null,
      identity: null,
      invitation: kept,
      lastSignInAt: null,
      version: 1,
      createdAt: call.now,
      createdBy: call.actor.id,
    };
    const resource = { kind: "person", id: name };
    return plan(
      [
        { kind: "add-person", person },
        recorded(services, call, "create-person", resource, null, auditedPerson(person)),
      ],
      { person, invitation: shown },
    );
  });
}

/** What is to change; what is left out stays. */
export interface ChangePerson extends Conditional {
  readonly name: string;
  readonly displayName?: string | undefined;
  readonly grants?: readonly Grant[] | undefined;
  readonly disabled?: boolean | undefined;
}

/** Changes a person. Where what he may do changes, his sessions end: he signs in again and has what he has then. */
export async function changePerson(
  services: AccountServices,
  call: AccountCall,
  { name, ifVersion, ...patch }: ChangePerson,
): Promise<AccountResult<PersonRecord>> {
  const complaint = patch.grants === undefined ? null : grantsProblem(patch.grants);
  if (complaint !== null) return complaint;
  return committed(services, async () => {
    const before = await foundPerson(services, name, ifVersion);
    if (before.kind === "problem") return before;
    const { person } = before;
    const after: PersonRecord = {
      ...person,
      displayName: patch.displayName ?? person.displayName,
      grants: patch.grants ?? person.grants,
      disabled: patch.disabled ?? person.disabled,
    };
    const [was, is] = [auditedPerson(person), auditedPerson(after)];
    if (JSON.stringify(was) === JSON.stringify(is)) return plan([], person);
    const mayOther =
      JSON.stringify([was.grants, was.disabled]) !== JSON.stringify([is.grants, is.disabled]);
    return plan(
      [
        { kind: "set-person", expect: person.version, person: after },
        ...(isAdministrator(person) && !isAdministrator(after)
          ? [{ kind: "require-administrator" } as const]
          : []),
        ...(mayOther
          ? [{ kind: "end-sessions", of: { person: name }, except: null } as const]
          : []),
        recorded(services, call, "change-person", { kind: "person", id: name }, was, is),
      ],
      { ...after, version: person.version + 1 },
    );
  });
}

/** Removes a person with sessions and API tokens. */
export async function removePerson(
  services: AccountServices,
  call: AccountCall,
  { name, ifVersion }: Conditional & { readonly name: string },
): Promise<AccountResult<null>> {
  return committed(services, async () => {
    const found = await foundPerson(services, name, ifVersion);
    if (found.kind === "problem") return found;
    const { person } = found;
    const resource = { kind: "person", id: name };
    return plan(
      [
        { kind: "remove-person", name, expect: person.version },
        ...(isAdministrator(person) ? [{ kind: "require-administrator" } as const] : []),
        recorded(services, call, "remove-person", resource, auditedPerson(person), null),
      ],
      null,
    );
  });
}

async function foundPerson(
  { storage }: AccountServices,
  name: string,
  ifVersion: number | undefined,
): Promise<{ readonly kind: "found"; readonly person: PersonRecord } | AccountProblem> {
  const person = await storage.people.get(name);
  if (person === null) return unknownPerson(name);
  if (ifVersion !== undefined && ifVersion !== person.version) {
    return refused(
      "stale-version",
      "This person changed since you read it. Read it again, then repeat what still fits.",
    );
  }
  return { kind: "found", person };
}
