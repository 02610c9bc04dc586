import { z } from "zod";

/** The word about a whole rollout: calculated from its spec, its status and now, never set. */
export const RolloutPhase = z
  .enum([
    "scheduled",
    "waiting",
    "rolling",
    "soaking",
    "paused",
    "rolling-back",
    "rolled-back",
    "aborted",
    "superseded",
    "expired",
    "complete",
  ])
  .meta({ id: "RolloutPhase" });
export type RolloutPhase = z.output<typeof RolloutPhase>;

/** How far one member has come; each step has those before it behind it. */
export const MemberStep = z
  .enum([
    "waiting",
    "assigned",
    "offered",
    "acknowledged",
    "healthy",
    "settled",
    "failed",
    "not-answering",
    "departed",
    "excluded",
    "skipped",
    "withdrawn",
    "returning",
    "returned",
  ])
  .meta({ id: "MemberStep" });
export type MemberStep = z.output<typeof MemberStep>;

/**
 * `release`: a revision for one group. `rebase`: new revisions of everything that stands on a fragment. `move`: agents
 * that come to other groups, or get other values.
 */
export const RolloutKind = z.enum(["release", "rebase", "move"]).meta({ id: "RolloutKind" });
export type RolloutKind = z.output<typeof RolloutKind>;

/** Members by step; steps that nobody is at are left out. */
export const StepCounts = z.partialRecord(MemberStep, z.int().min(1)).meta({ id: "StepCounts" });
export type StepCounts = z.output<typeof StepCounts>;
