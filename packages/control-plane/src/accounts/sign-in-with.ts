import type { Grant } from "@fleethub/fleet/access";
import type { PersonIdentity, PersonRecord } from "../model.js";
import type { Write } from "../ports.js";
import type { Newcomer } from "./account-call.js";
import { grantsOf } from "./administrator.js";
import { committed, plan } from "./commit.js";
import { grantsOfGroups } from "./grants-of-groups.js";
import { type Opened, sessionFor } from "./open-session.js";
import { type AccountResult, refused } from "./problem.js";
import { unknownProvider } from "./providers.js";
import { PEOPLE_MAX } from "./settings.js";
import type { SigningServices } from "./sign-in.js";

/** Who somebody is, as a provider says whose word was checked. */
export interface ProviderSubject {
  /** Name of the provider's record. */
  readonly provider: string;
  /** Whose word it is: the issuer that was asked. */
  readonly issuer: string;
  /** `sub`: who it is, for ever, within this issuer. */
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  readonly groups: readonly string[];
}

/** Longest shown name that is taken from a provider, in characters. */
const DISPLAY_NAME_LENGTH_MAX = 100;
/** People whose names differ by a number alone, at most. */
const NAMESAKES_MAX = 1_000;

/**
 * Opens a session for somebody whom a provider vouches for. Who comes for the first time becomes a person; what the
 * groups give is what it is as of this sign-in. Who is given nothing, by groups or by an administrator, is not let in.
 */
export async function signInWith(
  services: SigningServices,
  newcomer: Newcomer,
  who: ProviderSubject,
): Promise<AccountResult<Opened>> {
  const { storage, clock } = services;
  return committed(services, async () => {
    const provider = await storage.providers.get(who.provider);
    if (provider === null) return unknownProvider(who.provider);
    if (provider.issuer !== who.issuer) {
      return refused(
        "stale-version",
        `Where ${provider.title} is was changed while you signed in. Sign in again.`,
      );
    }
    const before = await storage.people.byIdentity(who.provider, who.subject);
    const identity: PersonIdentity = {
      provider: who.provider,
      subject: who.subject,
      groups: who.groups,
      grants: grantsOfGroups(who.groups, provider.grants),
    };
    if (
      before === null &&
      (await storage.people.list({ limit: 1, cursor: null })).total >= PEOPLE_MAX
    ) {
      return refused(
        "no-grants",
        `There are ${PEOPLE_MAX} people already, the most there are (PEOPLE_MAX). Ask an administrator to remove some.`,
      );
    }
    const displayName = who.name.slice(0, DISPLAY_NAME_LENGTH_MAX);
    const person: PersonRecord =
      before === null
        ? {
            name: await freeName(services, who),
            displayName,
            grants: [],
            disabled: false,
            password: null,
            identity,
            invitation: null,
            lastSignInAt: null,
            version: 1,
            createdAt: clock.now(),
            createdBy: `provider ${who.provider}`,
          }
        : { ...before, displayName, identity };
    if (person.disabled || grantsOf(person).length === 0) {
      services.refused({ door: "console", address: newcomer.address, reason: "no-grants" });
      return refused(
        "no-grants",
        person.disabled
          ? "An administrator has disabled you here. Ask one to let you in again."
          : `None of your groups at ${provider.title} may do anything here. Ask an administrator to give you or one of them a role.`,
      );
    }
    const changes = personWrites(before, person);
    const by = {
      action: "sign-in",
      provider: who.provider,
      ...(changes.length === 0 ? {} : { before }),
    };
    const version = before !== null && changes.length > 0 ? before.version + 1 : person.version;
    const { writes, opened } = await sessionFor(services, { ...person, version }, newcomer, by);
    return plan([...changes, ...writes], opened);
  });
}

function personWrites(before: PersonRecord | null, person: PersonRecord): readonly Write[] {
  if (before === null) return [{ kind: "add-person", person }];
  const known = ({ displayName, identity }: PersonRecord) =>
    JSON.stringify([displayName, identity]);
  if (known(before) === known(person)) return [];
  const set: Write = { kind: "set-person", expect: before.version, person };
  const may = (one: PersonRecord): readonly Grant[] => grantsOf(one);
  if (JSON.stringify(may(before)) === JSON.stringify(may(person))) return [set];
  return [set, { kind: "end-sessions", of: { person: person.name }, except: null }];
}

/** A name that nobody has, made of what the provider calls the person. */
async function freeName(
  { storage }: SigningServices,
  { email, name }: ProviderSubject,
): Promise<string> {
  const wanted = (email?.split("@")[0] ?? name)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 50)
    .replace(/-+$/, "");
  const base = wanted === "" ? "person" : wanted;
  for (let number = 1; number <= NAMESAKES_MAX; number += 1) {
    const tried = number === 1 ? base : `${base}-${number}`;
    if ((await storage.people.get(tried)) === null) return tried;
  }
  throw new Error(`More than ${NAMESAKES_MAX} people are named ${base}.`);
}
