import { z } from "zod";
import { Time } from "./primitives.js";
import { GateMeasure } from "./rollout-plan.js";

/** What a gate says, with what it rests on. */
export const GateVerdict = z
  .strictObject({
    gate: z.int().min(0).meta({ description: "Place of the gate in the spec." }),
    measure: GateMeasure,
    verdict: z.enum(["breached", "holds", "undecided", "not-judged"]).meta({
      description:
        "`undecided`: more has to be seen; `not-judged`: too few agents report it, which never counts as passed.",
    }),
    wave: z
      .number()
      .nullable()
      .meta({ description: "Value of the agents that have it; null: nobody reports it." }),
    rest: z.number().nullable(),
    past: z.number().nullable(),
    agents: z.int().min(0).meta({ description: "That have the revision." }),
    reporting: z.int().min(0).meta({ description: "Of them that report the measure." }),
    words: z.string(),
    at: Time,
    evidence: z
      .record(z.string(), z.number())
      .meta({ description: "Statistics, bounds, error rates." }),
  })
  .meta({ id: "GateVerdict" });
export type GateVerdict = z.output<typeof GateVerdict>;

/** A point of one gate's chart. */
export const GatePoint = GateVerdict.pick({
  at: true,
  verdict: true,
  wave: true,
  rest: true,
  past: true,
}).meta({ id: "GatePoint" });
export type GatePoint = z.output<typeof GatePoint>;

/** All gates as they stood at one moment: a point of each chart. */
export const Judgement = z
  .strictObject({ at: Time, verdicts: z.array(GateVerdict) })
  .meta({ id: "Judgement" });
export type Judgement = z.output<typeof Judgement>;

/** Oldest first. */
export const JudgementList = z
  .strictObject({ items: z.array(Judgement), total: z.int().min(0), nextCursor: z.null() })
  .meta({ id: "JudgementList" });
export type JudgementList = z.output<typeof JudgementList>;
