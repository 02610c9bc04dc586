import { byKind } from "../agents/by-kind.js";
import type { SecretRecord, SecretValue } from "../model.js";
import { refuseWhereRolledOut } from "../secrets/refuse-where-rolled-out.js";
import { releaseSecret } from "../secrets/release-secret.js";
import type { ChangeSecret, SecretChanged } from "../secrets/requests.js";
import { valuePurpose } from "../secrets/secret-values.js";
import { sealedValue, secretRefusal } from "../secrets/written-secret.js";
import { audited } from "./audited.js";
import { auditedSecret } from "./create-secret.js";
import { findSecret } from "./find.js";
import type { VerbProblem } from "./problem.js";
import type { Verb, VerbContext } from "./verb.js";

/**
 * Replaces reach and description, and the value where one is given. Another value is another hash: whoever runs with it
 * is offered its configuration again, above the direct limit by a rollout. As it is already, it changes nothing.
 */
export const changeSecret: Verb<ChangeSecret, SecretChanged> = {
  async plan(ctx, input) {
    const found = await findSecret(ctx, input.name, input.ifVersion);
    if (found.kind === "problem") return found;
    const before = found.value;
    const refusal = secretRefusal(input);
    if (refusal !== null) return refusal;
    const given = await newValue(ctx, before, input);
    if (given.kind === "problem") return given;
    const { value } = given;
    const { reach, description } = input;
    const isSame = value === null && reach === before.reach && description === before.description;
    if (isSame) {
      const nothing = { secret: before, changed: 0, rollout: null };
      return { kind: "plan", changes: { writes: [] }, reach: [], acts: [], value: nothing };
    }
    if (value !== null) {
      const why = "its waves are judged with the value that it began with";
      const live = await refuseWhereRolledOut(ctx, before.name, why);
      if (live !== null) return live;
    }
    const secret: SecretRecord = {
      ...before,
      reach,
      description,
      ...(value === null ? {} : { value: value.id, valueChangedAt: ctx.now }),
      changedAt: ctx.now,
    };
    const all = await ctx.storage.secrets.list();
    const others = all.filter(({ name }) => name !== before.name);
    const released = await releaseSecret(ctx, [...others, secret], `Secret ${before.name} changed`);
    if (released.kind === "problem") return released;
    const { writes, acts, agentChanges, changed, rollout } = released;
    const resource = { kind: "secret", id: before.name };
    const after = { ...auditedSecret(secret), changed };
    return {
      kind: "plan",
      changes: {
        writes: [
          {
            kind: "set-secret",
            expect: before.version,
            secret,
            ...(value === null ? {} : { value }),
          },
          ...byKind(writes),
          audited(ctx, "change-secret", resource, auditedSecret(before), after),
        ],
      },
      reach: acts.map(({ id }) => id),
      acts,
      agentChanges,
      value: { secret: { ...secret, version: before.version + 1 }, changed, rollout },
    };
  },
};

/** Null where none is given, or the one in force is given again. */
async function newValue(
  ctx: VerbContext,
  { name, value: id }: SecretRecord,
  { value: given, valueId }: ChangeSecret,
): Promise<{ readonly kind: "given"; readonly value: SecretValue | null } | VerbProblem> {
  if (given === undefined) return { kind: "given", value: null };
  const sealed = sealedValue(ctx, name, given, valueId);
  if (sealed.kind === "problem") return sealed;
  const inForce = (await ctx.storage.secrets.values()).find((each) => each.id === id);
  const { hubKey } = ctx;
  const opened =
    inForce === undefined || hubKey.kind === "none"
      ? null
      : hubKey.seal.open(valuePurpose(name, id), inForce.sealed);
  const isSame = opened !== null && new TextDecoder().decode(opened) === given;
  return { kind: "given", value: isSame ? null : sealed.value };
}
