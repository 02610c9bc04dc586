import { makeToken } from "../accounts/wire-token.js";
import { ENROLMENT_TOKENS_MAX, ENROLMENT_USES_MAX, NAME_PATTERN } from "../limits.js";
import type { EnrolmentTokenRecord, Labels } from "../model.js";
import { audited } from "./audited.js";
import { findGroup } from "./find.js";
import { LABEL_KEY_PATTERN, LABEL_VALUE_LENGTH_MAX, LABELS_MAX } from "./label.js";
import { problem, type VerbProblem } from "./problem.js";
import type { Verb, VerbContext } from "./verb.js";

export interface CreateEnrolmentToken {
  readonly name: string;
  readonly description?: string;
  readonly labels?: Labels;
  readonly group?: string | null;
  readonly admission?: "admitted" | "awaiting-approval";
  /** Milliseconds since 1970, later than now. */
  readonly expiresAt?: number | null;
  readonly usesMax?: number | null;
}

/** A token with its text, which is kept nowhere. */
export interface EnrolmentTokenCreated {
  readonly token: EnrolmentTokenRecord;
  readonly value: string;
}

/** Makes a token with which agents come in that nobody knows. */
export const createEnrolmentToken: Verb<CreateEnrolmentToken, EnrolmentTokenCreated> = {
  async plan(ctx, input) {
    const refusal = (await refuseName(ctx, input.name)) ?? (await refuseRest(ctx, input));
    if (refusal !== null) return refusal;
    const { text, kept } = makeToken("fhe", ctx);
    const token: EnrolmentTokenRecord = {
      name: input.name,
      keyId: kept.id,
      secretHash: kept.hash,
      description: input.description ?? "",
      labels: input.labels ?? {},
      group: input.group ?? null,
      admission: input.admission ?? "admitted",
      expiresAt: input.expiresAt ?? null,
      usesMax: input.usesMax ?? null,
      uses: 0,
      lastUsedAt: null,
      lastAddress: null,
      revokedAt: null,
      revokedBy: null,
      reason: null,
      version: 1,
      createdAt: ctx.now,
      createdBy: ctx.actor.id,
    };
    const resource = { kind: "enrolment-token", id: token.name } as const;
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "add-enrolment-token", token },
          audited(ctx, "create-enrolment-token", resource, null, auditedToken(token)),
        ],
      },
      reach: [],
      acts: [],
      value: { token, value: text },
    };
  },
};

/** What the audit keeps of a token. */
export function auditedToken(token: EnrolmentTokenRecord) {
  const { keyId, description, labels, group, admission, expiresAt, usesMax } = token;
  return { keyId, description, labels, group, admission, expiresAt, usesMax };
}

async function refuseName(ctx: VerbContext, name: string): Promise<VerbProblem | null> {
  if (!NAME_PATTERN.test(name)) {
    const remedy =
      "Use lower-case letters, digits and dashes, a letter or digit first, 63 characters at most.";
    return invalid("/name", "This is not a name.", remedy);
  }
  const all = await ctx.storage.enrolment.list();
  if (all.some((token) => token.name === name)) {
    const detail = `An enrolment token named ${name} exists or existed: agents are found by it. Choose another name.`;
    return problem("exists", detail, { resource: { kind: "enrolment-token", id: name } });
  }
  if (all.length < ENROLMENT_TOKENS_MAX) return null;
  const detail = `There are ${all.length} enrolment tokens; ENROLMENT_TOKENS_MAX is ${ENROLMENT_TOKENS_MAX}. Let one token serve several agents.`;
  return problem("invalid", detail);
}

async function refuseRest(
  ctx: VerbContext,
  { labels = {}, group = null, expiresAt = null, usesMax = null }: CreateEnrolmentToken,
): Promise<VerbProblem | null> {
  const entries = Object.entries(labels);
  const isBroken = ([key, value]: readonly [string, string]) =>
    !LABEL_KEY_PATTERN.test(key) || value.length > LABEL_VALUE_LENGTH_MAX;
  if (entries.length > LABELS_MAX || entries.some(isBroken)) {
    const remedy = `Give at most ${LABELS_MAX} labels with keys of letters, digits, dots, dashes, slashes and underscores.`;
    return invalid("/labels", "These labels cannot be given.", remedy);
  }
  if (expiresAt !== null && expiresAt <= ctx.now) {
    const remedy = "Name a moment to come, or leave it out for a token that does not expire.";
    return invalid("/expiresAt", "The token would be past its time at once.", remedy);
  }
  const isCount = (count: number) =>
    Number.isSafeInteger(count) && count >= 1 && count <= ENROLMENT_USES_MAX;
  if (usesMax !== null && !isCount(usesMax)) {
    const remedy = `Give a whole number from 1 to ${ENROLMENT_USES_MAX}, or none.`;
    return invalid("/usesMax", "So many agents cannot be let in.", remedy);
  }
  if (group === null) return null;
  const found = await findGroup(ctx, group);
  return found.kind === "problem" ? found : null;
}

function invalid(pointer: string, message: string, remedy: string): VerbProblem {
  return problem("invalid", `${message} ${remedy}`, { errors: [{ pointer, message, remedy }] });
}
