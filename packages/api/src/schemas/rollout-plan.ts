import { z } from "zod";
import { OPEN_HOURS_MAX, ROLLOUT_GATES_MAX, WAVES_MAX } from "../limits.js";

/** What a gate looks at. The last five need the agent's own telemetry; agents without it are not judged by them. */
export const GateMeasure = z
  .enum([
    "failed-to-apply",
    "rejected",
    "disconnects",
    "flaps",
    "unhealthy",
    "restarts",
    "time-to-apply",
    "send-failures",
    "drops",
    "refused",
    "throughput",
    "memory",
  ])
  .meta({ id: "GateMeasure" });
export type GateMeasure = z.output<typeof GateMeasure>;

/** What the wave's value is held against. */
export const GateAgainst = z.enum(["limit", "rest", "past", "rest-and-past"]).meta({
  id: "GateAgainst",
  description:
    "`limit`: the threshold itself; `rest`: agents of the same groups that do not have the revision; `past`: the same agents before; `rest-and-past`: both.",
});
export type GateAgainst = z.output<typeof GateAgainst>;

/** One condition that the reached agents must meet. */
export const Gate = z
  .strictObject({
    measure: GateMeasure,
    against: GateAgainst,
    threshold: z.number().positive().meta({
      description:
        "The effect that counts as harm. A share from 0 to 1 for what counts agents or items, added to the others' value where there are others; against `limit` seconds for `time-to-apply`, bytes for `memory`, items a second for `throughput`; else the relative change.",
    }),
    sampleMin: z
      .int()
      .min(1)
      .optional()
      .meta({ description: "Agents that report the measure before it is judged." }),
    stopAt: z
      .int()
      .min(1)
      .nullable()
      .optional()
      .meta({ description: "So many harmed agents stop it whatever the statistics say." }),
  })
  .meta({ id: "Gate" });
export type Gate = z.output<typeof Gate>;

const percent = z
  .number()
  .positive("a percentage is above 0")
  .max(100, "a percentage is at most 100");

const soakSeconds = z
  .int()
  .min(0)
  .meta({ description: "How long a wave is watched after its last agent settled." });

/** How many agents a wave takes of those that no earlier wave has. */
export const Wave = z
  .union([
    z.strictObject({ count: z.int().min(1), soakSeconds: soakSeconds.optional() }),
    z.strictObject({
      percent: percent.meta({ description: "Of all members." }),
      soakSeconds: soakSeconds.optional(),
    }),
  ])
  .meta({ id: "Wave" });
export type Wave = z.output<typeof Wave>;

/** `mon` to `sun`. */
export const Weekday = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
export type Weekday = z.output<typeof Weekday>;

/** When agents may be newly assigned. Outside of it who is under way finishes. */
export const MaintenanceWindow = z
  .strictObject({
    timeZone: z.string().min(1).max(64).meta({ description: "IANA name, such as Europe/Berlin." }),
    open: z
      .array(
        z.strictObject({
          days: z.array(Weekday).min(1).max(7).meta({ description: "On which it opens." }),
          from: z
            .string()
            .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day is written HH:MM")
            .meta({ description: "Local time, HH:MM." }),
          to: z
            .string()
            .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "a time of day is written HH:MM")
            .meta({ description: "Local time; on the next day where it is not after `from`." }),
        }),
      )
      .min(1)
      .max(OPEN_HOURS_MAX),
  })
  .meta({ id: "MaintenanceWindow" });
export type MaintenanceWindow = z.output<typeof MaintenanceWindow>;

/** What becomes of a member that cannot be reached when its turn comes. */
export const OfflineRule = z.enum(["skip", "wait", "on-return"]).meta({
  id: "OfflineRule",
  description:
    "`skip`: left out, gets the stable revision once it is complete; `wait`: its wave does not end before it is back; `on-return`: gets it when it is back, and its wave does not wait.",
});
export type OfflineRule = z.output<typeof OfflineRule>;

/** What a breached gate or limit does. */
export const OnBreach = z.enum(["pause", "roll-back"]).meta({ id: "OnBreach" });
export type OnBreach = z.output<typeof OnBreach>;

const waves = z.array(Wave).min(1).max(WAVES_MAX);
const gates = z.array(Gate).max(ROLLOUT_GATES_MAX);
const seconds = z.int().min(1);
const atLeastOne = z.int().min(1);
const limit = z.int().min(0).nullable();

/** How a rollout goes, in the fields of a request; what is left out is the group's, else the hub's default. */
export const planFields = {
  waves: waves.optional().meta({
    description: "The first is the canary. Agents beyond the last are one further wave.",
  }),
  soakSeconds: soakSeconds.optional(),
  gates: gates.optional(),
  onBreach: OnBreach.optional(),
  maxInFlight: atLeastOne
    .optional()
    .meta({ description: "Agents that are assigned and have not ended, at once." }),
  maxFailures: limit
    .optional()
    .meta({ description: "More failed agents than this stop it; null: no such limit." }),
  maxFailuresPercent: percent
    .nullable()
    .optional()
    .meta({ description: "The same in percent of the agents that were reached." }),
  answerSeconds: seconds
    .optional()
    .meta({ description: "Who was offered it and has not ended after this counts as failed." }),
  offline: OfflineRule.optional(),
  window: MaintenanceWindow.nullable().optional().meta({ description: "Null: always open." }),
};

/** What the rollouts of a group do where nothing else is said. */
export const RolloutPlan = z.strictObject(planFields).meta({ id: "RolloutPlan" });
export type RolloutPlan = z.output<typeof RolloutPlan>;
