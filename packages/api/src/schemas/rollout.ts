import { z } from "zod";
import { GatePoint, GateVerdict } from "./judgement.js";
import { InstanceUid, Name, pageOf, Time } from "./primitives.js";
import { RevisionReference } from "./revision-reference.js";
import { Gate, MaintenanceWindow, OfflineRule, OnBreach, Wave } from "./rollout-plan.js";
import { RolloutKind, RolloutPhase, StepCounts } from "./rollout-words.js";

/** Which revision becomes stable in which group. */
export const RolloutTarget = RevisionReference.extend({
  group: Name,
  forced: z.boolean().meta({ description: "Also to agents that by their report cannot run it." }),
}).meta({ id: "RolloutTarget" });
export type RolloutTarget = z.output<typeof RolloutTarget>;

/** A target with what says who may steer it. */
export const RolloutTargetNow = RolloutTarget.extend({
  query: z.string().nullable().meta({
    description: "The selector of the group as it is now; null: the group is gone.",
  }),
}).meta({ id: "RolloutTargetNow" });
export type RolloutTargetNow = z.output<typeof RolloutTargetNow>;

/** How a rollout goes, every field filled in. It never changes once it began. */
export const RolloutSpec = z
  .strictObject({
    waves: z.array(Wave),
    soakSeconds: z.number(),
    gates: z.array(Gate),
    onBreach: OnBreach,
    maxInFlight: z.int(),
    maxFailures: z.int().nullable(),
    maxFailuresPercent: z.number().nullable(),
    answerSeconds: z.number(),
    offline: OfflineRule,
    startAt: Time.nullable(),
    window: MaintenanceWindow.nullable(),
    deadline: Time.nullable(),
  })
  .meta({ id: "RolloutSpec" });
export type RolloutSpec = z.output<typeof RolloutSpec>;

const rowFields = {
  id: z.string(),
  number: z.int().min(1).meta({ description: "What people call it; paths take it as well." }),
  kind: RolloutKind,
  title: z.string().meta({ description: "Such as: gpu-inference r12 to r13." }),
  targets: z.array(RolloutTarget).min(1),
  phase: RolloutPhase,
  sentence: z.string().meta({ description: "The phase with its reason." }),
  live: z.boolean().meta({ description: "Something may still happen." }),
  members: z.int().min(0).meta({ description: "At the start." }),
  startedAt: Time,
  endedAt: Time.nullable(),
  version: z.int().min(0).meta({ description: "Moves with every write; `If-Match` names it." }),
  createdAt: Time,
  createdBy: z.string(),
};

/** A rollout in a list. */
export const RolloutRow = z.strictObject(rowFields).meta({ id: "RolloutRow" });
export type RolloutRow = z.output<typeof RolloutRow>;

/** Newest first. */
export const RolloutPage = pageOf(RolloutRow).meta({ id: "RolloutPage" });
export type RolloutPage = z.output<typeof RolloutPage>;

/** One wave with how far its members are. */
export const RolloutWave = z
  .strictObject({
    wave: z.int().min(0).meta({ description: "0 is the canary." }),
    size: Wave.nullable().meta({ description: "As the spec has it; null: all who are left." }),
    members: z.int().min(0).meta({ description: "At the start." }),
    steps: StepCounts,
    soakSeconds: z.number(),
    openedAt: Time.nullable().meta({ description: "Null: its turn has not come." }),
    soakingSince: Time.nullable(),
    passedAt: Time.nullable(),
    promoted: z.boolean().meta({ description: "An operator skipped the rest of the soak." }),
  })
  .meta({ id: "RolloutWave" });
export type RolloutWave = z.output<typeof RolloutWave>;

/** Who or what stopped or ended it, why and when. */
export const RolloutAct = z
  .strictObject({
    by: z.enum(["operator", "gate", "limit", "hub"]),
    actor: z.string().nullable().meta({ description: "The operator." }),
    measure: z.string().nullable().meta({ description: "The gate's." }),
    reason: z.string(),
    at: Time,
  })
  .meta({ id: "RolloutAct" });
export type RolloutAct = z.output<typeof RolloutAct>;

/** Members that failed for the same reason, as far as what they say can be compared. */
export const MemberCause = z
  .strictObject({
    cause: z.string().meta({ description: "Names it for `exclude`." }),
    kind: z.enum(["cannot-run", "refused", "crashed", "not-answering"]),
    words: z.string(),
    agents: z.int().min(1),
    uids: z.array(InstanceUid).meta({ description: "The first hundred." }),
  })
  .meta({ id: "MemberCause" });
export type MemberCause = z.output<typeof MemberCause>;

/** Agents of its groups that are no members, as of the start. */
export const LeftOut = z
  .strictObject({
    reason: z.enum([
      "pinned",
      "held",
      "awaiting-approval",
      "not-remote-configurable",
      "cannot-run",
    ]),
    agents: z.int().min(1),
    uids: z.array(InstanceUid).meta({ description: "The first hundred." }),
    detail: z.string().meta({ description: "Of the first one; empty where the reason says all." }),
  })
  .meta({ id: "LeftOut" });
export type LeftOut = z.output<typeof LeftOut>;

const orNothing = RevisionReference.nullable();

/** What rolling back would do, told before it is asked for. */
export const GoingBack = z
  .strictObject({
    returns: z.array(
      z.strictObject({
        to: orNothing.meta({
          description:
            "Null: nothing was wanted; they keep what they run, unless `local` is given.",
        }),
        local: z.literal(true).optional().meta({
          description: "They are handed back to their own files.",
        }),
        agents: z.int().min(1),
        restarts: z.int().min(0).meta({ description: "Collectors that restart for it." }),
        onReturn: z.int().min(0).meta({ description: "Away: they get it when they are back." }),
      }),
    ),
    alreadyBack: z.int().min(0).meta({ description: "Run what they ran before already." }),
    untouched: z.int().min(0).meta({ description: "Members that were not reached." }),
    words: z.string(),
  })
  .meta({ id: "GoingBack" });
export type GoingBack = z.output<typeof GoingBack>;

/** One gate with what it says and the points of its chart. */
export const RolloutGate = z
  .strictObject({
    gate: z.int().min(0).meta({ description: "Place in the spec." }),
    spec: Gate,
    verdict: GateVerdict.nullable().meta({ description: "Null before the first time." }),
    points: z.array(GatePoint).meta({ description: "Oldest first." }),
  })
  .meta({ id: "RolloutGate" });
export type RolloutGate = z.output<typeof RolloutGate>;

const detailFields = {
  ...rowFields,
  targets: z.array(RolloutTargetNow).min(1),
  spec: RolloutSpec,
  waves: z.array(RolloutWave),
  steps: StepCounts,
  inFlight: z.int().min(0).meta({ description: "Assigned and not ended." }),
  from: z.array(z.strictObject({ from: orNothing, agents: z.int().min(1) })).meta({
    description: "What members are to run where they are not reached, most first.",
  }),
  gates: z.array(RolloutGate),
  causes: z.array(MemberCause).meta({ description: "Most agents first." }),
  leftOut: z.array(LeftOut),
  goingBack: GoingBack,
  paused: RolloutAct.nullable(),
  rollingBack: RolloutAct.nullable(),
  rolledBackAt: Time.nullable().meta({ description: "When everybody was back." }),
  ended: RolloutAct.nullable(),
};

/** One rollout with everything but its members one by one. */
export const Rollout = z.strictObject(detailFields).meta({ id: "Rollout" });
export type Rollout = z.output<typeof Rollout>;

/** A rollout that begins, and what the request came to. */
export const RolloutStarted = z
  .strictObject({
    ...detailFields,
    supersedes: z
      .array(z.int().min(1))
      .meta({ description: "Numbers of the rollouts that end by it." }),
    unchanged: z
      .int()
      .min(0)
      .meta({ description: "Members that keep bytes and hash: nothing restarts." }),
    notes: z
      .array(z.string())
      .meta({ description: "What the canary covers, what is risky, what cannot be judged." }),
  })
  .meta({ id: "RolloutStarted" });
export type RolloutStarted = z.output<typeof RolloutStarted>;

/** One line of what happened. */
export const RolloutEvent = z
  .strictObject({
    id: z.string(),
    at: Time,
    kind: z.string().meta({ description: "Stable word, such as `wave-opened`." }),
    text: z.string(),
    uid: InstanceUid.nullable().meta({ description: "Null: about the rollout, or forgotten." }),
    wave: z.int().nullable(),
  })
  .meta({ id: "RolloutEvent" });
export type RolloutEvent = z.output<typeof RolloutEvent>;

/** Newest first. */
export const RolloutEventPage = pageOf(RolloutEvent).meta({ id: "RolloutEventPage" });
export type RolloutEventPage = z.output<typeof RolloutEventPage>;
