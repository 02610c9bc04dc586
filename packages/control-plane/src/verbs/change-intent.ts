import type { AgentAccess, Desired } from "@fleethub/fleet";
import { decided } from "../agents/adopted-state.js";
import {
  type DesiredSources,
  intentOf,
  renderingOf,
  type WorkedOut,
  workOut,
} from "../agents/desired.js";
import type {
  Admission,
  AgentProjection,
  AgentRecord,
  Assignment,
  Hold,
  Labels,
  Pin,
  Variables,
} from "../model.js";
import type { Write } from "../ports.js";
import type { AgentChange, VerbContext } from "./verb.js";

/** Intent of one agent that bears on what it is offered. */
export interface IntentPatch {
  readonly pin?: Pin | null;
  readonly hold?: Hold | null;
  readonly assignment?: Assignment | null;
  readonly group?: string | null;
  readonly admission?: Admission;
  readonly access?: AgentAccess;
  readonly variables?: Variables;
  /** Written along; what is offered depends on them by way of the group, which the caller works out. */
  readonly labels?: Labels;
  readonly givenName?: string | null;
}

export interface IntentChange extends IntentPatch {
  /** An operator asks for desired by name: its rejected mark goes in this very commit (F4). */
  readonly newAttempt: boolean | "where-desired-changes";
}

/** What a change of intent comes to. */
export interface IntentWrites {
  readonly writes: readonly Write[];
  readonly change: AgentChange;
  readonly before: WorkedOut;
  readonly after: WorkedOut;
}

/**
 * The writes of intent, and of the outcome and row that follow from it. What is to be offered is written with them,
 * before anybody is offered it. `sourcesAfter` says what groups are like once the change is committed, where it changes
 * them too.
 */
export async function intentWrites(
  ctx: Pick<VerbContext, "sources" | "now">,
  agent: AgentRecord,
  { newAttempt: asked, ...patch }: IntentChange,
  sourcesAfter: DesiredSources = ctx.sources,
): Promise<IntentWrites> {
  const changed = { ...agent, ...patch };
  const before = await workOut(agent, ctx.sources);
  const after = await workOut(changed, sourcesAfter);
  const moved = hashOf(before.desired) !== hashOf(after.desired);
  const newAttempt = asked === "where-desired-changes" ? moved : asked;
  const { id, version: expect } = agent;
  const rendering = renderingOf(after);
  const { desired, variables } = after;
  return {
    writes: [
      ...(rendering === null ? [] : [{ kind: "add-rendering" as const, rendering }]),
      { kind: "set-intent", id, expect, ...patch },
      ...outcomeWrites(ctx, agent, changed, before, after, newAttempt),
    ],
    change: { agent, before: before.desired, after: desired, variables, when: "at-once" },
    before,
    after,
  };
}

/** Null where nothing is wanted. */
export function hashOf(desired: Desired): string | null {
  return desired.kind === "none" ? null : desired.hash;
}

function isSameRow(one: AgentProjection, two: AgentProjection): boolean {
  const row: Readonly<Record<string, unknown>> = { ...two };
  return Object.entries(one).every(([key, value]) => row[key] === value);
}

/** None where the outcome and the row stay what they are. */
function outcomeWrites(
  ctx: Pick<VerbContext, "sources" | "now">,
  agent: AgentRecord,
  changed: AgentRecord,
  before: WorkedOut,
  after: WorkedOut,
  newAttempt: boolean,
): readonly Write[] {
  const was = intentOf(agent, before.desired, ctx.sources);
  const is = intentOf(changed, after.desired, ctx.sources);
  const { outcome, projection } = decided(agent, was, is, newAttempt, ctx.now);
  if (outcome === agent.outcome && isSameRow(projection, agent.projection)) return [];
  const { id, outcomeVersion: expect } = agent;
  return [{ kind: "set-outcome", id, expect, outcome, projection }];
}
