import { z } from "zod";
import { PREVIEW_VERBS } from "../routes/previews.js";
import { Consequence } from "./consequence.js";
import { Change } from "./difference.js";
import { Finding } from "./finding.js";
import { InstanceUid, Name } from "./primitives.js";
import { RevisionReference } from "./revision-reference.js";
import { Wave } from "./rollout-plan.js";
import { LeftOut, RolloutSpec } from "./rollout.js";
import { RolloutKind } from "./rollout-words.js";

/** The dry run of a write. */
export const PreviewRequest = z
  .strictObject({
    verb: z.enum(PREVIEW_VERBS).meta({ description: "`x-verb` of the route that would be asked." }),
    input: z.record(z.string(), z.unknown()).meta({
      description:
        "What that route takes, in one object: the parameters of its path and query and the fields of its body. Read by the same schemas.",
    }),
  })
  .meta({ id: "PreviewRequest" });
export type PreviewRequest = z.output<typeof PreviewRequest>;

const sample = {
  agents: z.int().min(0),
  uids: z.array(InstanceUid).meta({ description: "The first hundred." }),
};

/** How many agents, and who the first are. */
export const AgentSample = z.strictObject(sample).meta({ id: "AgentSample" });
export type AgentSample = z.output<typeof AgentSample>;

const orNothing = RevisionReference.nullable();

/** What a step means to a Collector, secrets masked. */
export const Meaning = z
  .strictObject({
    effect: z.boolean().meta({ description: "False: both mean the same." }),
    changes: z.array(Change),
    consequences: z.array(Consequence),
    truncated: z.boolean(),
  })
  .meta({ id: "Meaning" });
export type Meaning = z.output<typeof Meaning>;

/** Agents for which the change means the same. */
export const PreviewChange = z
  .strictObject({
    ...sample,
    from: orNothing.meta({ description: "Null: nothing is wanted of them now." }),
    to: orNothing.meta({ description: "Null: handed back to their own files." }),
    atOnce: z.int().min(0).meta({ description: "Of them; the others get it wave by wave." }),
    difference: Meaning.nullable().meta({
      description: "Null: nothing to compare with, or not worked out.",
    }),
    words: z.string(),
  })
  .meta({ id: "PreviewChange" });
export type PreviewChange = z.output<typeof PreviewChange>;

/** Agents of one distribution and version that will not run it, and why. */
export const PreviewObstacle = z
  .strictObject({
    ...sample,
    kind: z.enum(["components", "capability", "not-approved", "variables", "policy"]),
    severity: z.enum(["block", "warn"]).meta({ description: "`warn`: they get it all the same." }),
    type: z.string(),
    version: z.string(),
    to: orNothing,
    words: z.string(),
    findings: z.array(Finding),
  })
  .meta({ id: "PreviewObstacle" });
export type PreviewObstacle = z.output<typeof PreviewObstacle>;

/** The rollout that the write would begin. */
export const PreviewRollout = z
  .strictObject({
    kind: RolloutKind,
    title: z.string(),
    spec: RolloutSpec,
    members: z.int().min(0),
    waves: z.array(
      z.strictObject({
        size: Wave.nullable().meta({ description: "Null: all who are left." }),
        members: z.int().min(0),
      }),
    ),
    leftOut: z.array(LeftOut),
  })
  .meta({ id: "PreviewRollout" });
export type PreviewRollout = z.output<typeof PreviewRollout>;

/** An approval that a write needs, since it touches protected groups. */
export const PreviewApproval = z
  .strictObject({
    groups: z.array(Name).meta({ description: "The protected groups that it touches." }),
    reasons: z.array(z.string()).meta({ description: "Why, in sentences." }),
    words: z.string().meta({ description: "Whose approval it needs." }),
  })
  .meta({ id: "PreviewApproval" });
export type PreviewApproval = z.output<typeof PreviewApproval>;

const groupOrNone = z.string().nullable();

/** What a write would do. Nothing was written. */
export const Preview = z
  .strictObject({
    verb: z.string(),
    agents: z.int().min(0).meta({ description: "What `expectedAgents` is held against." }),
    changed: z.int().min(0).meta({ description: "Of them that run something else afterwards." }),
    atOnce: z.int().min(0),
    inRollout: z.int().min(0),
    summary: z.array(z.string()).meta({ description: "Sentences, the most important first." }),
    changes: z
      .array(PreviewChange)
      .meta({ description: "Grouped by equal difference, most agents first." }),
    changesLeftOut: z.int().min(0).meta({ description: "Agents beyond these entries." }),
    sameMeaning: AgentSample.meta({
      description: "Get another revision that means the same: nothing restarts.",
    }),
    keepRunning: AgentSample.meta({
      description: "Nothing is wanted of them afterwards: they keep running what they run.",
    }),
    moved: z.array(z.strictObject({ ...sample, from: groupOrNone, to: groupOrNone })),
    restarts: z.strictObject({ now: AgentSample, onReturn: AgentSample }),
    obstacles: z.array(PreviewObstacle).meta({ description: "Most agents first." }),
    riskier: z.strictObject({
      ...sample,
      known: z.int().min(0).meta({ description: "Of them that crashed on a config before." }),
      words: z.string(),
    }),
    notReached: z.strictObject({ pinned: AgentSample, held: AgentSample }),
    rollout: PreviewRollout.nullable(),
    approval: PreviewApproval.nullable().meta({
      description: "The approval that it needs; null: it can be done at once.",
    }),
  })
  .meta({ id: "Preview" });
export type Preview = z.output<typeof Preview>;
