import type { Desired } from "@fleethub/fleet";
import { decided } from "../agents/adopted-state.js";
import { resolveIntent } from "../agents/desired.js";
import type { Admission, AgentRecord, Labels, Pin, Variables } from "../model.js";
import type { Write } from "../ports.js";
import type { VerbContext } from "./verb.js";

/** Intent of one agent that bears on what it is offered. */
export interface IntentChange {
  readonly pin?: Pin | null;
  readonly admission?: Admission;
  readonly variables?: Variables;
  /** Written along; what is offered does not depend on them. */
  readonly labels?: Labels;
  readonly givenName?: string | null;
  /** An operator asks for desired by name: its rejected mark goes in this very commit (F4). */
  readonly newAttempt: boolean | "where-desired-changes";
}

/**
 * The writes of intent, and of the outcome and row that follow from it. What is to be offered is written with them,
 * before anybody is offered it.
 */
export async function intentWrites(
  ctx: VerbContext,
  agent: AgentRecord,
  change: IntentChange,
): Promise<readonly Write[]> {
  const { newAttempt: asked, ...intended } = change;
  const changed = { ...agent, ...intended };
  const before = await resolveIntent(agent, ctx.sources);
  const intent = await resolveIntent(changed, ctx.sources);
  const moved = hashOf(before.desired) !== hashOf(intent.desired);
  const newAttempt = asked === "where-desired-changes" ? moved : asked;
  const { outcome, projection } = decided(agent, before, intent, newAttempt, ctx.now);
  const { id, version, outcomeVersion } = agent;
  return [
    ...(await renderingWrites(ctx, changed, intent.desired)),
    { kind: "set-intent", id, expect: version, ...intended },
    { kind: "set-outcome", id, expect: outcomeVersion, outcome, projection },
  ];
}

function hashOf(desired: Desired): string | null {
  return desired.kind === "none" ? null : desired.hash;
}

async function renderingWrites(
  ctx: VerbContext,
  agent: AgentRecord,
  desired: Desired,
): Promise<readonly Write[]> {
  if (desired.kind !== "revision") return [];
  const { configuration, revision: number } = desired;
  const revision = await ctx.storage.configurations.revision(configuration, number);
  if (revision === null) return [];
  const { hash, content } = await ctx.sources.renderings.of(revision, agent.variables);
  if (hash === revision.hash || hash !== desired.hash) return [];
  return [{ kind: "add-rendering", rendering: { hash, configuration, revision: number, content } }];
}
