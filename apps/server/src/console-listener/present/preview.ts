import { Change, Consequence, type Preview } from "@fleethub/api";
import type { Difference } from "@fleethub/collector-config";
import type {
  AgentSample,
  ApprovalNeeded,
  Preview as Plan,
  PreviewRollout,
} from "@fleethub/control-plane";
import type { RevisionRef } from "@fleethub/fleet";
import { presentFinding } from "./finding.js";
import { presentSpec, presentWave } from "./rollout-plan.js";
import { presentLeftOut } from "./rollout.js";

/** What a write would do. */
export function presentPreview(plan: Omit<Plan, "value">): Preview {
  const { verb, agents, changed, atOnce, inRollout, restarts, riskier, notReached } = plan;
  return {
    verb,
    agents,
    changed,
    atOnce,
    inRollout,
    summary: [...plan.summary],
    changes: plan.changes.map(({ from, to, difference, words, ...reach }) => ({
      ...presentSample(reach),
      from: refOrNull(from),
      to: refOrNull(to),
      atOnce: reach.atOnce,
      difference: difference === null ? null : presentMeaning(difference),
      words,
    })),
    changesLeftOut: plan.changesLeftOut,
    sameMeaning: presentSample(plan.sameMeaning),
    keepRunning: presentSample(plan.keepRunning),
    moved: plan.moved.map(({ from, to, ...reach }) => ({ ...presentSample(reach), from, to })),
    restarts: { now: presentSample(restarts.now), onReturn: presentSample(restarts.onReturn) },
    obstacles: plan.obstacles.map(({ findings, to, uids, ...obstacle }) => ({
      ...obstacle,
      uids: [...uids],
      to: refOrNull(to),
      findings: findings.map(presentFinding),
    })),
    riskier: { ...presentSample(riskier), known: riskier.known, words: riskier.words },
    notReached: {
      pinned: presentSample(notReached.pinned),
      held: presentSample(notReached.held),
    },
    rollout: plan.rollout === null ? null : presentRolloutOf(plan.rollout),
    approval: plan.approval === null ? null : presentApprovalNeeded(plan.approval),
  };
}

function presentSample({ agents, uids }: AgentSample) {
  return { agents, uids: [...uids] };
}

function presentMeaning({ effect, changes, consequences, truncated }: Difference) {
  return {
    effect,
    changes: changes.map((one) => Change.parse(one)),
    consequences: consequences.map((one) => Consequence.parse(one)),
    truncated,
  };
}

/** The approval that a write needs. */
export function presentApprovalNeeded({ groups, reasons, words }: ApprovalNeeded) {
  return { groups: [...groups], reasons: [...reasons], words };
}

function presentRolloutOf({ kind, title, spec, members, waves, leftOut }: PreviewRollout) {
  return {
    kind,
    title,
    spec: presentSpec(spec),
    members,
    waves: waves.map((wave) => ({
      size: wave.spec === null ? null : presentWave(wave.spec),
      members: wave.members,
    })),
    leftOut: leftOut.map(presentLeftOut),
  };
}

const refOrNull = (ref: RevisionRef | null) =>
  ref === null ? null : { configuration: ref.configuration, revision: ref.revision };
