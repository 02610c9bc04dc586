import type { GroupGrant, PersonRecord, ProviderRecord } from "../model.js";
import type { Write } from "../ports.js";
import type { Sealed } from "../secrets/hub-key.js";
import type { Conditional } from "../verbs/verb.js";
import type { AccountCall, AccountServices } from "./account-call.js";
import { isAdministrator } from "./administrator.js";
import { grantsProblem, nameProblem } from "./checked.js";
import { committed, plan, recorded } from "./commit.js";
import { grantsOfGroups } from "./grants-of-groups.js";
import { type AccountProblem, type AccountResult, refused } from "./problem.js";
import { PROVIDERS_MAX } from "./settings.js";

/** A provider as an administrator writes it. */
export interface WrittenProvider {
  readonly name: string;
  readonly title: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined: as it is, or none where the provider is new. */
  readonly clientSecret?: string | null | undefined;
  readonly scopes: readonly string[];
  readonly groupsClaim: string;
  readonly grants: readonly GroupGrant[];
}

const encoder = new TextEncoder();

/** What the client secret of a provider is sealed for. */
const purposeOf = (name: string) => `provider ${name}`;

/** The client secret of a provider; null: it has none, or the hub's key does not open it. */
export function clientSecretOf(
  { hubKey }: Pick<AccountServices, "hubKey">,
  { name, clientSecret }: Pick<ProviderRecord, "name" | "clientSecret">,
): string | null {
  if (clientSecret === null || hubKey.kind === "none") return null;
  const bytes = hubKey.seal.open(purposeOf(name), clientSecret);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** Makes a provider, through which people can sign in at once. */
export async function createProvider(
  services: AccountServices,
  call: AccountCall,
  written: WrittenProvider,
): Promise<AccountResult<ProviderRecord>> {
  const complaint = nameProblem(written.name) ?? providerProblem(written);
  if (complaint !== null) return complaint;
  const sealed = sealedSecret(services, written, null);
  if (sealed.kind === "problem") return sealed;
  return committed(services, async () => {
    const all = await services.storage.providers.list();
    const { name } = written;
    if (all.some((one) => one.name === name)) {
      return refused("exists", `A provider named ${name} exists. Choose another name.`);
    }
    if (all.length >= PROVIDERS_MAX) {
      return refused("invalid", `There are ${all.length} providers, the most there are.`);
    }
    const provider: ProviderRecord = {
      ...plainParts(written),
      name,
      clientSecret: sealed.value,
      version: 1,
      createdAt: call.now,
      createdBy: call.actor.id,
      changedAt: call.now,
    };
    const resource = { kind: "provider", id: name };
    return plan(
      [
        { kind: "add-provider", provider },
        recorded(services, call, "create-provider", resource, null, auditedProvider(provider)),
      ],
      provider,
    );
  });
}

/**
 * Replaces everything but the name. What groups give is given and taken at once, from who is known to be in them; with
 * another issuer everybody who came through the provider is unknown to it.
 */
export async function changeProvider(
  services: AccountServices,
  call: AccountCall,
  { ifVersion, ...written }: WrittenProvider & Conditional,
): Promise<AccountResult<ProviderRecord>> {
  const complaint = providerProblem(written);
  if (complaint !== null) return complaint;
  return committed(services, async () => {
    const found = await foundProvider(services, written.name, ifVersion);
    if (found.kind === "problem") return found;
    const before = found.provider;
    if (keepsSecretOf(before, written)) return secretOfAnother();
    const sealed = sealedSecret(services, written, before.clientSecret);
    if (sealed.kind === "problem") return sealed;
    const after: ProviderRecord = {
      ...before,
      ...plainParts(written),
      clientSecret: sealed.value,
      changedAt: call.now,
    };
    const [was, is] = [auditedProvider(before), auditedProvider(after)];
    if (written.clientSecret === undefined && JSON.stringify(was) === JSON.stringify(is)) {
      return plan([], before);
    }
    const mapping = before.issuer === after.issuer ? after.grants : null;
    return plan(
      [
        { kind: "set-provider", expect: before.version, provider: after },
        ...(await mappedAnew(services, before.name, mapping)),
        recorded(services, call, "change-provider", resourceOf(before), was, is),
      ],
      { ...after, version: before.version + 1 },
    );
  });
}

/** Removes a provider. Who came through it keeps what administrators gave, and can sign in by password alone. */
export async function removeProvider(
  services: AccountServices,
  call: AccountCall,
  { name, ifVersion }: Conditional & { readonly name: string },
): Promise<AccountResult<null>> {
  return committed(services, async () => {
    const found = await foundProvider(services, name, ifVersion);
    if (found.kind === "problem") return found;
    const { provider } = found;
    return plan(
      [
        { kind: "remove-provider", name, expect: provider.version },
        ...(await mappedAnew(services, name, null)),
        { kind: "end-sessions", of: { provider: name }, except: null },
        recorded(
          services,
          call,
          "remove-provider",
          resourceOf(provider),
          auditedProvider(provider),
          null,
        ),
      ],
      null,
    );
  });
}

const resourceOf = ({ name }: ProviderRecord) => ({ kind: "provider", id: name });

/** Everybody who came through a provider, by what it gives now; null: it knows them no more. */
async function mappedAnew(
  { storage }: AccountServices,
  provider: string,
  mapping: readonly GroupGrant[] | null,
): Promise<readonly Write[]> {
  const writes: Write[] = [];
  let losesAdministrator = false;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof storage.people.list>> = await storage.people.list({
      limit: PEOPLE_READ_AT_ONCE,
      cursor,
    });
    for (const person of page.items) {
      const { identity, version, name } = person;
      if (identity?.provider !== provider) continue;
      const grants = mapping === null ? null : grantsOfGroups(identity.groups, mapping);
      if (JSON.stringify(grants) === JSON.stringify(identity.grants)) continue;
      const after: PersonRecord = {
        ...person,
        identity: grants === null ? null : { ...identity, grants },
      };
      losesAdministrator ||= isAdministrator(person) && !isAdministrator(after);
      writes.push(
        { kind: "set-person", expect: version, person: after },
        { kind: "end-sessions", of: { person: name }, except: null },
      );
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return losesAdministrator ? [...writes, { kind: "require-administrator" }] : writes;
}

const PEOPLE_READ_AT_ONCE = 500;

function providerProblem({ issuer, grants }: WrittenProvider): AccountProblem | null {
  const isSafe = issuer.startsWith("https://") || isLoopbackAddress(issuer);
  if (!isSafe) {
    const remedy = "Give an address that begins with https://.";
    const errors = [{ pointer: "/issuer", message: "It is not https.", remedy }];
    return refused("invalid", `Whoever stands between could sign in as anybody. ${remedy}`, {
      errors,
    });
  }
  return grantsProblem(grants);
}

const isLoopbackAddress = (issuer: string) =>
  /^http:\/\/(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])([:/]|$)/.test(issuer);

/** A secret is for one issuer: another one, which somebody else may run, would be sent it. */
function keepsSecretOf(before: ProviderRecord, written: WrittenProvider): boolean {
  const { issuer, clientSecret } = written;
  return issuer !== before.issuer && clientSecret === undefined && before.clientSecret !== null;
}

function secretOfAnother(): AccountProblem {
  const message = "The client secret is the one for the issuer until now.";
  const remedy = "Give the secret for the new issuer with it, or null for none.";
  const errors = [{ pointer: "/clientSecret", message, remedy }];
  return refused("invalid", `${message} ${remedy}`, { errors });
}

function sealedSecret(
  { hubKey }: AccountServices,
  { name, clientSecret }: WrittenProvider,
  before: Sealed | null,
): { readonly kind: "sealed"; readonly value: Sealed | null } | AccountProblem {
  if (clientSecret === undefined) return { kind: "sealed", value: before };
  if (clientSecret === null) return { kind: "sealed", value: null };
  if (hubKey.kind === "none") return refused(hubKey.code, hubKey.detail);
  const value = hubKey.seal.seal(purposeOf(name), encoder.encode(clientSecret));
  return { kind: "sealed", value };
}

function plainParts(written: Omit<WrittenProvider, "clientSecret">) {
  const { title, issuer, clientId, scopes, groupsClaim, grants } = written;
  return { title, issuer, clientId, scopes, groupsClaim, grants };
}

async function foundProvider(
  { storage }: AccountServices,
  name: string,
  ifVersion: number | undefined,
): Promise<{ readonly kind: "found"; readonly provider: ProviderRecord } | AccountProblem> {
  const provider = await storage.providers.get(name);
  if (provider === null) return unknownProvider(name);
  if (ifVersion !== undefined && ifVersion !== provider.version) {
    return refused(
      "stale-version",
      "This provider changed since you read it. Read it again, then repeat what still fits.",
    );
  }
  return { kind: "found", provider };
}

/** There is no provider of this name. */
export const unknownProvider = (name: string) =>
  refused("unknown-provider", `No provider is named ${name}. List them, or add it.`);

/** What the audit keeps of a provider: whether there is a secret, and nothing of it. */
function auditedProvider(provider: ProviderRecord) {
  return { ...plainParts(provider), hasClientSecret: provider.clientSecret !== null };
}
