import type { Actor, AuditEntry } from "../model.js";
import type { Ids, Write } from "../ports.js";
import { audited } from "../verbs/audited.js";
import type { Millis } from "@fleethub/fleet";
import type { AccountServices } from "./account-call.js";
import { type AccountProblem, type AccountResult, done, refused } from "./problem.js";

/** What is to be written, and what is answered once it is. */
export interface AccountPlan<Value> {
  readonly kind: "plan";
  readonly writes: readonly Write[];
  readonly value: Value;
}

export const plan = <Value>(writes: readonly Write[], value: Value): AccountPlan<Value> => ({
  kind: "plan",
  writes,
  value,
});

const ATTEMPTS_MAX = 4;

/** Plans and commits; where something else was committed first, the plan is made anew. */
export async function committed<Value>(
  { storage }: Pick<AccountServices, "storage">,
  make: () => Promise<AccountPlan<Value> | AccountProblem>,
): Promise<AccountResult<Value>> {
  for (let attempt = 1; ; attempt += 1) {
    const planned = await make();
    if (planned.kind === "problem") return planned;
    if (planned.writes.length === 0) return done(planned.value);
    const result = await storage.store.commit({ writes: planned.writes });
    if (result.kind === "committed") return done(planned.value);
    if (result.write === "require-administrator") return lastAdministrator();
    if (attempt >= ATTEMPTS_MAX) {
      return refused("stale-version", "Something else changed it at the same time. Try again.");
    }
  }
}

const lastAdministrator = () =>
  refused(
    "last-administrator",
    "Nobody else is an administrator of the whole fleet. Make somebody else one first.",
  );

/** The entry that is committed together with its effect. Never a password, token or digest of one. */
export function recorded(
  { ids }: { readonly ids: Ids },
  { actor, now }: { readonly actor: Actor; readonly now: Millis },
  action: string,
  resource: AuditEntry["resource"],
  before: unknown,
  after: unknown,
): Write {
  return audited({ actor, now, ids }, action, resource, before, after);
}
