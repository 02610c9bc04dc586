import type { Millis } from "@fleethub/fleet";
import { authorisedPlan } from "../access/authorised-plan.js";
import { gateOf } from "../approvals/gate.js";
import { withProtection } from "../approvals/with-protection.js";
import { type CommitResult, StoreUnavailable } from "../ports.js";
import type { Preview } from "../preview/preview.js";
import { previewOf } from "../preview/preview-of.js";
import { problem, type VerbProblem } from "./problem.js";
import {
  isReadOnly,
  isVerbName,
  VERBS,
  type VerbInput,
  type VerbName,
  type VerbValue,
} from "./table.js";
import { withEffect } from "./with-effect.js";
import type { Act, Plan, VerbContext, Verb } from "./verb.js";

/** A verb that was committed. */
export interface VerbDone<Value> {
  readonly kind: "done";
  readonly value: Value;
  /** Position in the change log after the commit. */
  readonly sequence: number;
  readonly agents: number;
}

export const storeUnavailable = (): VerbProblem =>
  problem(
    "store-unavailable",
    "The database cannot be reached, so nothing new is accepted. Agents stay connected; repeat it when the database is back.",
  );

/** The dry run, as far as the caller may do it. */
export async function planVerb<Name extends VerbName>(
  name: Name,
  ctx: VerbContext,
  input: VerbInput<Name>,
): Promise<Plan<VerbValue<Name>> | VerbProblem> {
  // One entry of the table fits its own input; the union of all entries hides that.
  const verb = VERBS[name].verb as unknown as Verb<VerbInput<Name>, VerbValue<Name>>;
  try {
    return await authorisedPlan(ctx, name, input, () => verb.plan(ctx, input));
  } catch (error) {
    if (error instanceof StoreUnavailable) return storeUnavailable();
    throw error;
  }
}

/** Verbs about these touch no group. */
const NEVER_ASKED: ReadonlySet<string> = new Set(["approval", "enrolment-token"]);

/** The dry run of a verb that somebody asks approval for: a write of the fleet, whose input is plain data. */
export async function planRequested(
  name: string,
  ctx: VerbContext,
  input: unknown,
): Promise<Plan | VerbProblem> {
  if (!isVerbName(name) || isReadOnly(name) || NEVER_ASKED.has(VERBS[name].resource)) {
    const detail = `Nobody has to approve ${name}. Ask for a verb that changes groups or their agents.`;
    return problem("invalid", detail);
  }
  // The surface read the input by the verb's own schema before it was kept.
  return planVerb(name, ctx, input as VerbInput<typeof name>);
}

/** The dry run in words. */
export async function previewVerb<Name extends VerbName>(
  name: Name,
  ctx: VerbContext,
  input: VerbInput<Name>,
): Promise<Preview<VerbValue<Name>> | VerbProblem> {
  const plan = await planVerb(name, ctx, input);
  if (plan.kind === "problem") return plan;
  try {
    return await previewOf(ctx, name, plan);
  } catch (error) {
    if (error instanceof StoreUnavailable) return storeUnavailable();
    throw error;
  }
}

/** Attempts without a wait between them. */
const AT_ONCE_MAX = 3;
/** Before the next attempt; before each one more twice as long as before the last. */
const FIRST_WAIT_MS: Millis = 50;

/**
 * Plans and commits; acts follow the commit. Where something else was committed first the plan is made anew, unless
 * the caller named the version it was decided on: then that answers. Waits between later attempts, so that a verb about
 * many agents outlasts the moment in which they all come in or take credentials.
 */
export async function runVerb<Name extends VerbName>(
  name: Name,
  context: () => VerbContext,
  input: VerbInput<Name>,
  options: {
    readonly attemptsMax: number;
    readonly wait: (ms: Millis) => Promise<void>;
    readonly act: (acts: readonly Act[]) => Promise<void>;
  },
): Promise<VerbDone<VerbValue<Name>> | VerbProblem> {
  for (let attempt = 1; ; attempt += 1) {
    const ctx = context();
    const plan = await planVerb(name, ctx, input);
    if (plan.kind === "problem") return plan;
    let result: CommitResult;
    try {
      const heldBack = await gateOf(ctx, name, plan);
      if (heldBack !== null) return heldBack;
      result = await ctx.storage.store.commit(await withProtection(ctx, withEffect(plan)));
    } catch (error) {
      if (error instanceof StoreUnavailable) return storeUnavailable();
      throw error;
    }
    if (result.kind === "committed") {
      await options.act(plan.acts);
      const { sequence } = result;
      return { kind: "done", value: plan.value, sequence, agents: plan.reach.length };
    }
    if (attempt >= options.attemptsMax) return lost(result);
    if (attempt >= AT_ONCE_MAX) await options.wait(FIRST_WAIT_MS * 2 ** (attempt - AT_ONCE_MAX));
  }
}

function lost({ write, id, reason }: Extract<CommitResult, { readonly kind: "conflict" }>) {
  return problem(
    reason === "exists" ? "exists" : "stale-version",
    `Something else changed ${id} at the same time, again and again (${write}). Read it again and repeat.`,
  );
}
