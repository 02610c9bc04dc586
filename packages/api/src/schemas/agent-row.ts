import { z } from "zod";
import { InstanceUid, pageOf, Time } from "./primitives.js";
import { Flow } from "./telemetry.js";
import { Health, Presence, Sync, Verified } from "./words.js";

/** The fields of a row; a detail has them too. */
export const rowFields = {
  uid: InstanceUid,
  name: z.string().meta({ description: "Given by an operator, else as reported." }),
  host: z.string(),
  os: z.string(),
  arch: z.string(),
  type: z.string().meta({ description: "`service.name` as reported: the distribution." }),
  version: z.string().meta({ description: "Software version, `service.version` as reported." }),
  presence: Presence,
  sync: Sync,
  verified: Verified,
  health: Health,
  group: z.string().nullable(),
  configuration: z.string().nullable().meta({ description: "What is desired; null: nothing." }),
  revision: z.int().nullable(),
  labels: z.record(z.string(), z.string()).meta({ description: "Set by operators." }),
  lastSeenAt: Time.nullable(),
  flow: Flow,
  itemsPerSecond: z
    .number()
    .nullable()
    .meta({ description: "Of all signals, by its own metrics; null: not reported." }),
  sparkline: z
    .array(z.int().min(0).max(255))
    .meta({ description: "The last hour of it, oldest first: 18 numbers, or none." }),
  lostShare: z.number().nullable().meta({ description: "Of what was to be sent lately, 0 to 1." }),
  reason: z.string().meta({
    description: "One line: error, difference or missing component. Empty where all is well.",
  }),
};

/** One line of the inventory. Small on purpose: a page of fifty fits in 5 KB compressed. */
export const AgentRow = z.strictObject(rowFields).meta({ id: "AgentRow" });
export type AgentRow = z.output<typeof AgentRow>;

/** A page of the inventory. */
export const AgentPage = pageOf(AgentRow).meta({ id: "AgentPage" });
export type AgentPage = z.output<typeof AgentPage>;

/** Values of one field with how many agents have each, most first. */
export const FacetValues = z
  .array(z.strictObject({ value: z.string(), count: z.int().min(0) }))
  .meta({ id: "FacetValues" });
export type FacetValues = z.output<typeof FacetValues>;

/** Counts per field for the agents that match; labels appear as `label.KEY`. */
export const Facets = z
  .strictObject({ total: z.int().min(0), facets: z.record(z.string(), FacetValues) })
  .meta({ id: "Facets" });
export type Facets = z.output<typeof Facets>;
