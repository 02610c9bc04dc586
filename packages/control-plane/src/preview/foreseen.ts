import type { AgentId, Desired, RevisionRef } from "@fleethub/fleet";
import type { RenderedRevision } from "../agents/renderings.js";
import type { AgentRecord, Variables } from "../model.js";
import type { Write } from "../ports.js";
import type { SecretHolder } from "../secrets/secret-board.js";
import { breathing } from "../verbs/breathing.js";
import { hashOf } from "../verbs/change-intent.js";
import { renderedWith } from "../verbs/rendered-for.js";
import type { AgentChange, Plan, VerbContext } from "../verbs/verb.js";

type SetIntent = Extract<Write, { readonly kind: "set-intent" }>;

/** One agent of a plan: as it is, as it would be, and what is wanted of it before and after. */
export interface Foreseen {
  readonly agent: AgentRecord;
  readonly becomes: AgentRecord;
  readonly before: Desired;
  readonly after: Desired;
  readonly from: RevisionRef | null;
  readonly to: RevisionRef | null;
  readonly atOnce: boolean;
  readonly effect: ForeseenEffect;
  /** What `after` is put together to; null where it names no revision. */
  readonly rendered: RenderedRevision | null;
  /** Values before and after are the same, so that revisions differ as they are written. */
  readonly sameValues: boolean;
  readonly variables: { readonly before: Variables; readonly after: Variables };
}

export type ForeseenEffect =
  /** Nothing that it notices. */
  | "none"
  /** Another revision, or another way to it, and the bytes stay. */
  | "same-meaning"
  /** Nothing is wanted of it any more. */
  | "keeps-running"
  | "changes";

/** What the plan itself says of every agent that it is about. */
export async function foresee(ctx: VerbContext, plan: Plan): Promise<readonly Foreseen[]> {
  const patches = new Map<AgentId, SetIntent>();
  for (const write of plan.changes.writes) {
    if (write.kind === "set-intent") patches.set(write.id, write);
  }
  const foreseen: Foreseen[] = [];
  for await (const change of breathing(ctx, plan.agentChanges ?? [])) {
    foreseen.push(await foreseeOne(ctx, change, patches.get(change.agent.id)));
  }
  return foreseen;
}

async function foreseeOne(
  ctx: VerbContext,
  change: AgentChange,
  patch: SetIntent | undefined,
): Promise<Foreseen> {
  const { agent, after, variables } = change;
  // Of an agent that awaits approval nothing is wanted yet, whatever is decided about it.
  const isNew = agent.admission !== "admitted" && patch?.admission === "admitted";
  const before: Desired = isNew ? { kind: "none" } : change.before;
  const was = valuesBefore(agent, before);
  const becomes = patch === undefined ? agent : patched(agent, patch);
  return {
    agent,
    becomes,
    before,
    after,
    from: refOf(before),
    to: refOf(after),
    atOnce: change.when === "at-once",
    effect: effectOf(agent, before, after),
    rendered: await renderedOf(ctx, becomes, after, variables),
    sameValues: JSON.stringify(was) === JSON.stringify(variables),
    variables: { before: was, after: variables },
  };
}

function patched(agent: AgentRecord, patch: SetIntent): AgentRecord {
  const { labels, admission, pin, variables, group, hold, assignment, givenName } = patch;
  return {
    ...agent,
    ...(labels !== undefined && { labels }),
    ...(admission !== undefined && { admission }),
    ...(pin !== undefined && { pin }),
    ...(variables !== undefined && { variables }),
    ...(group !== undefined && { group }),
    ...(hold !== undefined && { hold }),
    ...(assignment !== undefined && { assignment }),
    ...(givenName !== undefined && { givenName }),
  };
}

function effectOf(agent: AgentRecord, before: Desired, after: Desired): ForeseenEffect {
  const [was, is] = [hashOf(before), hashOf(after)];
  if (is === null) return was === null ? "none" : "keeps-running";
  const said = agent.report.remoteConfig;
  if (was !== is && !(said?.hash === is && said.status === "applied")) return "changes";
  const isOther = JSON.stringify(refOf(before)) !== JSON.stringify(refOf(after));
  return isOther ? "same-meaning" : "none";
}

function refOf(desired: Desired): RevisionRef | null {
  if (desired.kind !== "revision") return null;
  const { configuration, revision } = desired;
  return { configuration, revision };
}

/** An assignment or a hold may keep values back that the agent has got meanwhile. */
function valuesBefore({ assignment, hold, variables }: AgentRecord, before: Desired): Variables {
  const source = before.kind === "revision" ? before.source : null;
  if (source === "assignment") return assignment?.variables ?? variables;
  return (source === "hold" ? hold?.variables : undefined) ?? variables;
}

/** What a revision comes to with these values; null where it is gone, or nothing is wanted. */
export async function renderedOf(
  ctx: VerbContext,
  holder: SecretHolder,
  desired: Desired,
  variables: Variables,
): Promise<RenderedRevision | null> {
  if (desired.kind !== "revision") return null;
  const { configuration, revision } = desired;
  const stored = await ctx.storage.configurations.revision(configuration, revision);
  return stored === null ? null : renderedWith(ctx, stored, { ...holder, variables });
}
