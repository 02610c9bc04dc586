import type { Millis } from "@fleethub/fleet";
import { decide, type Grant, isGrantWithin, type Subject } from "@fleethub/fleet/access";
import type { ApiTokenRecord } from "../model.js";
import type { AccountCall, AccountServices } from "./account-call.js";
import { tokenTitle } from "./authenticate.js";
import { grantsProblem, nameProblem } from "./checked.js";
import { committed, plan, recorded } from "./commit.js";
import { type AccountProblem, type AccountResult, refused } from "./problem.js";
import { API_TOKENS_MAX } from "./settings.js";
import { makeToken } from "./wire-token.js";

/** The token that is to be made. */
export interface CreateApiToken {
  /** Its owner has no other of this name. */
  readonly name: string;
  readonly grants: readonly Grant[];
  /** Null: good until it is revoked. */
  readonly expiresAt: Millis | null;
}

/** A token and its text, which is shown now and never again. */
export interface ShownApiToken {
  readonly token: ApiTokenRecord;
  readonly text: string;
}

/**
 * Makes a token with no more than the caller's own grants; its owner's later losses are its too. A person's token makes
 * none: who revokes it is rid of all that came of it. One that belongs to nobody makes others as an administrator's
 * alone, and none that would outlast it.
 */
export async function createApiToken(
  services: AccountServices,
  call: AccountCall,
  { name, grants, expiresAt }: CreateApiToken,
): Promise<AccountResult<ShownApiToken>> {
  const { subject, now } = call;
  const owner = subject.kind === "person" ? subject.id : null;
  const complaint = nameProblem(name) ?? grantsProblem(grants);
  if (complaint !== null) return complaint;
  if (expiresAt !== null && expiresAt <= now) {
    const remedy = "Give a time that is still to come.";
    const errors = [{ pointer: "/expiresAt", message: "This time has passed.", remedy }];
    return refused("invalid", `A token cannot expire before it is made. ${remedy}`, { errors });
  }
  if (!grants.every((grant) => isGrantWithin(grant, subject.grants))) {
    return refused(
      "beyond-own-grants",
      "A token has at most what you may do yourself. Give it fewer grants, or ask somebody who has them.",
    );
  }
  const { text, kept } = makeToken("fha", services);
  return committed(services, async () => {
    const { apiTokens } = services.storage;
    if (subject.kind === "token") {
      const maker = await apiTokens.get(subject.id);
      const problem = makerProblem(maker, subject, expiresAt);
      if (problem !== null) return problem;
    }
    const same = await ownTokens(services, owner);
    if (same.some((one) => one.name === name)) {
      return refused(
        "exists",
        `You have a token named ${name}. Revoke it, or choose another name.`,
      );
    }
    if (same.length >= API_TOKENS_MAX) {
      return refused("invalid", `You have ${same.length} tokens, the most there are. Revoke some.`);
    }
    const token: ApiTokenRecord = {
      ...kept,
      name,
      owner,
      grants,
      expiresAt,
      lastUsedAt: null,
      lastAddress: null,
      createdAt: now,
    };
    const resource = { kind: "api-token", id: token.id };
    return plan(
      [
        { kind: "add-api-token", token },
        recorded(services, call, "create-api-token", resource, null, auditedToken(token)),
      ],
      { token, text },
    );
  });
}

/** Revokes a token of one's own, or anybody's where the role allows it. The next request with it is refused. */
export async function revokeApiToken(
  services: AccountServices,
  call: AccountCall,
  id: string,
): Promise<AccountResult<null>> {
  return committed(services, async () => {
    const token = await services.storage.apiTokens.get(id);
    if (token === null || !mayRevoke(token, call)) {
      return refused(
        "unknown-api-token",
        "It was revoked already, or it is somebody else's. List your own.",
      );
    }
    const resource = { kind: "api-token", id };
    return plan(
      [
        { kind: "revoke-api-token", id },
        recorded(services, call, "revoke-api-token", resource, auditedToken(token), null),
      ],
      null,
    );
  });
}

function makerProblem(
  maker: ApiTokenRecord | null,
  subject: Subject,
  expiresAt: Millis | null,
): AccountProblem | null {
  if (maker?.owner !== null) {
    return refused(
      "not-a-person",
      "A person's API token makes no other tokens. Sign in and make it yourself.",
    );
  }
  if (!decide(subject, "tokens.write").allowed) {
    return refused(
      "not-a-person",
      "This API token belongs to nobody and makes no others. Use the one that it was made with.",
    );
  }
  if (maker.expiresAt === null || (expiresAt !== null && expiresAt <= maker.expiresAt)) return null;
  const remedy = `Give a time until ${new Date(maker.expiresAt).toISOString()}.`;
  const errors = [{ pointer: "/expiresAt", message: "This is after the end of your own.", remedy }];
  return refused("invalid", `A token makes none that outlasts it. ${remedy}`, { errors });
}

function mayRevoke({ id, owner }: ApiTokenRecord, { subject }: AccountCall): boolean {
  const isOwn = subject.kind === "person" ? owner === subject.id : id === subject.id;
  return isOwn || decide(subject, "tokens.write").allowed;
}

/** All of one owner, who has at most {@link API_TOKENS_MAX}; null: those that belong to nobody. */
export async function ownTokens(
  { storage }: Pick<AccountServices, "storage">,
  owner: string | null,
): Promise<readonly ApiTokenRecord[]> {
  const whose = owner === null ? "nobody" : { person: owner };
  const page = { limit: API_TOKENS_MAX + 1, cursor: null };
  return (await storage.apiTokens.list(whose, page)).items;
}

/** What the audit keeps of a token. */
export function auditedToken(token: ApiTokenRecord) {
  const { grants, expiresAt } = token;
  return { name: tokenTitle(token), grants, expiresAt: timeOf(expiresAt) };
}

const timeOf = (at: Millis | null) => (at === null ? null : new Date(at).toISOString());
