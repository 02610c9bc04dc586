import { byKind } from "../agents/by-kind.js";
import { SECRETS_MAX } from "../limits.js";
import type { SecretRecord } from "../model.js";
import { releaseSecret } from "../secrets/release-secret.js";
import type { CreateSecret, SecretChanged } from "../secrets/requests.js";
import { sealedValue, secretRefusal } from "../secrets/written-secret.js";
import { audited } from "./audited.js";
import { problem } from "./problem.js";
import type { Verb } from "./verb.js";

/**
 * Keeps a value under a name, sealed. Agents within its reach that wait for it are offered their configuration, above
 * the direct limit by a rollout.
 */
export const createSecret: Verb<CreateSecret, SecretChanged> = {
  async plan(ctx, input) {
    const { name, value, reach, description } = input;
    const resource = { kind: "secret", id: name } as const;
    const refusal = secretRefusal(input);
    if (refusal !== null) return refusal;
    const all = await ctx.storage.secrets.list();
    if (all.some((each) => each.name === name)) {
      const detail = `A secret named ${name} exists. Choose another name, or change it.`;
      return problem("exists", detail, { resource });
    }
    if (all.length >= SECRETS_MAX) {
      const detail = `There are ${all.length} secrets; SECRETS_MAX is ${SECRETS_MAX}. Remove some that no configuration names.`;
      return problem("invalid", detail);
    }
    const sealed = sealedValue(ctx, name, value, input.valueId);
    if (sealed.kind === "problem") return sealed;
    const secret: SecretRecord = {
      name,
      description,
      reach,
      value: sealed.value.id,
      valueChangedAt: ctx.now,
      version: 1,
      createdAt: ctx.now,
      createdBy: ctx.actor.id,
      changedAt: ctx.now,
    };
    const released = await releaseSecret(ctx, [...all, secret], `Secret ${name} created`);
    if (released.kind === "problem") return released;
    const { writes, acts, agentChanges, changed, rollout } = released;
    const after = { ...auditedSecret(secret), changed };
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "add-secret", secret, value: sealed.value },
          ...byKind(writes),
          audited(ctx, "create-secret", resource, null, after),
        ],
      },
      reach: acts.map(({ id }) => id),
      acts,
      agentChanges,
      value: { secret, changed, rollout },
    };
  },
};

/** What the audit keeps of a secret: which value, and never what it is. */
export function auditedSecret({ description, reach, value }: SecretRecord) {
  return { description, reach, value };
}
