import { z } from "zod";
import { LayerReference } from "./configuration.js";
import { ExpectedAgents, Name, pageOf, QueryText, RevisionNumber, Time } from "./primitives.js";
import { RolloutPlan } from "./rollout-plan.js";
import { RolloutPhase } from "./rollout-words.js";
import { Sync } from "./words.js";
import { GROUPS_MAX, TEXT_LENGTH_MAX } from "../limits.js";

const Selector = QueryText.meta({
  description: "Query over label, attr, enrolment, name, host, os, arch, type, version and uid.",
});

/** What the members of a group run where nothing else is wanted of them. */
export const StableRevision = z
  .strictObject({
    configuration: Name,
    revision: RevisionNumber,
    layers: z.array(LayerReference).meta({ description: "What it stands on, the lowest first." }),
    rollout: z
      .int()
      .min(0)
      .meta({ description: "Number of the rollout that made it stable; 0: none did." }),
  })
  .meta({ id: "StableRevision" });
export type StableRevision = z.output<typeof StableRevision>;

/** A rollout in one line. */
export const RolloutReference = z
  .strictObject({
    id: z.string(),
    number: z.int().min(1),
    phase: RolloutPhase,
    sentence: z.string(),
  })
  .meta({ id: "RolloutReference" });
export type RolloutReference = z.output<typeof RolloutReference>;

/** Agents that a selector also matches, and that a group above it takes. */
export const GroupOverlap = z
  .strictObject({ group: Name, agents: z.int().min(1) })
  .meta({ id: "GroupOverlap" });
export type GroupOverlap = z.output<typeof GroupOverlap>;

/** Members by word of config sync; words that nobody has are left out. */
export const SyncCounts = z.partialRecord(Sync, z.int().min(1)).meta({ id: "SyncCounts" });
export type SyncCounts = z.output<typeof SyncCounts>;

/** Changes of a protected group need approval by somebody else. */
export const GroupProtection = z
  .strictObject({
    approvals: z.literal(1).meta({ description: "How many have to approve." }),
  })
  .meta({ id: "GroupProtection" });
export type GroupProtection = z.output<typeof GroupProtection>;

/** Agents that a selector takes. Groups stand in one order; the first that matches an agent has it. */
export const Group = z
  .strictObject({
    name: Name,
    query: Selector,
    description: z.string(),
    configuration: Name.nullable().meta({ description: "Null: it only gathers agents." }),
    stable: StableRevision.nullable().meta({ description: "Moved by rollouts alone." }),
    plan: RolloutPlan.meta({ description: "What its rollouts do where nothing else is said." }),
    protection: GroupProtection.nullable().meta({
      description: "Null: everyone whose role may change it does so at once.",
    }),
    position: z.int().min(1).max(GROUPS_MAX).meta({ description: "1 is asked first." }),
    latestRevision: z.int().min(1).nullable().meta({ description: "Newest of its configuration." }),
    agents: z.int().min(0),
    syncs: SyncCounts,
    overlaps: z.array(GroupOverlap).meta({
      description: "Who else matches this selector and stands in a group above.",
    }),
    rollout: RolloutReference.nullable().meta({ description: "The live one." }),
    version: z.int().min(0).meta({ description: "Moves with every write; `If-Match` names it." }),
    createdAt: Time,
    createdBy: z.string(),
    changedAt: Time,
  })
  .meta({ id: "Group" });
export type Group = z.output<typeof Group>;

/** In their order. `none`: agents in no group. */
export const GroupPage = pageOf(Group)
  .extend({ none: z.strictObject({ agents: z.int().min(0), syncs: SyncCounts }) })
  .meta({ id: "GroupPage" });
export type GroupPage = z.output<typeof GroupPage>;

const position = z
  .int()
  .min(1)
  .max(GROUPS_MAX)
  .optional()
  .meta({ description: "Those from there on move down; left out: last, or where it is." });

const asWritten = {
  query: Selector,
  description: z.string().max(TEXT_LENGTH_MAX).default(""),
  configuration: Name.nullable().default(null),
  plan: RolloutPlan.default({}),
  position,
  expectedAgents: ExpectedAgents.optional(),
};

export const GroupCreate = z.strictObject({ name: Name, ...asWritten }).meta({ id: "GroupCreate" });
export type GroupCreate = z.output<typeof GroupCreate>;

/** Replaces everything but the name and the stable revision. */
export const GroupReplace = z.strictObject(asWritten).meta({ id: "GroupReplace" });
export type GroupReplace = z.output<typeof GroupReplace>;

/** A group as a write left it, and what became of its agents. */
export const GroupWritten = Group.extend({
  moved: z.int().min(0).meta({ description: "Agents that came to another group, or to none." }),
  changed: z
    .int()
    .min(0)
    .meta({ description: "Agents that run something else by it, at once or in the rollout." }),
  opened: RolloutReference.nullable().meta({
    description:
      "Where more agents than the direct limit would run something else: the rollout that brings it to them.",
  }),
}).meta({ id: "GroupWritten" });
export type GroupWritten = z.output<typeof GroupWritten>;

/** What the removal of a group came to. */
export const GroupRemoved = GroupWritten.pick({ moved: true, changed: true, opened: true }).meta({
  id: "GroupRemoved",
});
export type GroupRemoved = z.output<typeof GroupRemoved>;

/** Agents come to a group by getting the labels that its selector names. */
export const MoveToGroup = z.strictObject({ group: Name }).meta({ id: "MoveToGroup" });
export type MoveToGroup = z.output<typeof MoveToGroup>;
