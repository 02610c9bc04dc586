import type { AgentId } from "@fleethub/fleet";
import { approvalNeeded } from "../approvals/needs-approval.js";
import type { AgentRecord } from "../model.js";
import { revisionsIn, withDrafts } from "../rollouts/drafts.js";
import { breathing } from "../verbs/breathing.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import { previewChanges } from "./changes.js";
import { foresee, type Foreseen } from "./foreseen.js";
import { movedOf } from "./moved.js";
import { Obstacles } from "./obstacles.js";
import { type Preview, PREVIEW_UIDS_MAX } from "./preview.js";
import { riskierOf } from "./riskier.js";
import { previewRollout } from "./rollout.js";
import { Sampler } from "./sampler.js";
import { summaryOf } from "./summary.js";

/** A verb's plan in words. It asks no verb again, and writes nothing. Rejects while the store is away. */
export async function previewOf<Value>(
  asked: VerbContext,
  verb: string,
  plan: Plan<Value>,
): Promise<Preview<Value>> {
  // Revisions that the plan itself makes are read as if they were there.
  const ctx = withDrafts(asked, revisionsIn(plan.changes.writes));
  const foreseen = await foresee(ctx, plan);
  const obstacles = new Obstacles();
  const reached: Foreseen[] = [];
  for await (const one of breathing(ctx, foreseen)) {
    const isBlocked = await obstacles.add(ctx, one);
    if (one.effect === "changes" && !isBlocked) reached.push(one);
  }
  const restarting = reached.filter(({ agent, after }) => {
    return after.kind !== "none" && agent.report.remoteConfig?.hash !== after.hash;
  });
  const { changes, leftOut } = await previewChanges(ctx, reached);
  const moved = movedOf(foreseen);
  const rollout = previewRollout(plan);
  const atOnce = reached.filter((one) => one.atOnce).length;
  const whole: Omit<Preview<Value>, "summary"> = {
    verb,
    agents: plan.reach.length,
    changed: reached.length,
    atOnce,
    inRollout: reached.length - atOnce,
    changes,
    changesLeftOut: leftOut,
    sameMeaning: sampleOf(foreseen, ({ effect }) => effect === "same-meaning"),
    keepRunning: sampleOf(foreseen, ({ effect }) => effect === "keeps-running"),
    moved,
    restarts: {
      now: sampleOf(restarting, ({ agent }) => isConnected(agent)),
      onReturn: sampleOf(restarting, ({ agent }) => !isConnected(agent)),
    },
    obstacles: obstacles.list(),
    riskier: riskierOf(restarting),
    notReached: notReached(foreseen, rollout?.leftOut ?? []),
    rollout,
    approval: await approvalNeeded(asked, verb, plan),
    value: plan.value,
  };
  return { ...whole, summary: summaryOf(whole) };
}

function sampleOf(all: readonly Foreseen[], test: (one: Foreseen) => boolean) {
  const sampler = new Sampler();
  for (const one of all) if (test(one)) sampler.add(one.agent);
  return sampler.sample;
}

function isConnected({ report }: AgentRecord): boolean {
  return report.connectedAt !== null && report.disconnectedAt === null;
}

/** Members of groups that change, and of rollouts, which their pin or hold keeps where they are. */
function notReached(
  foreseen: readonly Foreseen[],
  leftOut: NonNullable<Preview["rollout"]>["leftOut"],
): Preview["notReached"] {
  const pinned = new Map<AgentId, AgentRecord>();
  const held = new Map<AgentId, AgentRecord>();
  for (const { agent, becomes, effect } of foreseen) {
    if (effect === "changes" || becomes.group === agent.group) continue;
    if (becomes.pin !== null) pinned.set(agent.id, agent);
    else if (becomes.hold !== null) held.set(agent.id, agent);
  }
  const sample = (agents: Iterable<AgentRecord>, reason: "pinned" | "held") => {
    const sampler = new Sampler();
    for (const agent of agents) sampler.add(agent);
    const { agents: count, uids } = sampler.sample;
    const more = leftOut.filter((each) => each.reason === reason);
    const all = [...uids, ...more.flatMap((each) => each.uids)];
    return {
      agents: more.reduce((sum, each) => sum + each.agents, count),
      uids: all.slice(0, PREVIEW_UIDS_MAX),
    };
  };
  return { pinned: sample(pinned.values(), "pinned"), held: sample(held.values(), "held") };
}
