import { z } from "zod";

/** Is it there? Derived from what was heard and when. */
export const Presence = z
  .enum(["connected", "stale", "disconnected", "never-seen"])
  .meta({ id: "Presence" });
export type Presence = z.output<typeof Presence>;

/** Does the agent run what is wanted? The first that holds. */
export const Sync = z
  .enum([
    "awaiting-approval",
    "unmanaged",
    "incompatible",
    "failed",
    "rolled-back",
    "applying",
    "offered",
    "pending",
    "drifted",
    "in-sync",
  ])
  .meta({ id: "Sync" });
export type Sync = z.output<typeof Sync>;

/** What `sync` rests on: the effective config, the acknowledgement alone, or nothing. */
export const Verified = z.enum(["effective", "acknowledged", "none"]).meta({ id: "Verified" });
export type Verified = z.output<typeof Verified>;

/** Health as reported, rolled up. `unknown` is never counted as healthy. */
export const Health = z
  .enum(["healthy", "degraded", "unhealthy", "restarting", "unknown"])
  .meta({ id: "Health" });
export type Health = z.output<typeof Health>;

/** Whether the hub gives this agent anything beyond an answer. */
export const Admission = z
  .enum(["admitted", "awaiting-approval", "revoked"])
  .meta({ id: "Admission" });
export type Admission = z.output<typeof Admission>;

/** How the agent speaks to the hub; null while it never connected. */
export const Transport = z.enum(["websocket", "http"]).meta({ id: "Transport" });
export type Transport = z.output<typeof Transport>;

/** Columns that the inventory sorts by; `-` in front turns the order round. */
export const SORT_KEYS = [
  "trouble",
  "name",
  "host",
  "version",
  "type",
  "sync",
  "health",
  "lastSeen",
] as const;

/** `trouble` (default) puts failures first, then name. */
export const AgentSort = z
  .enum([...SORT_KEYS, ...SORT_KEYS.map((key) => `-${key}` as const)])
  .meta({ id: "AgentSort" });
export type AgentSort = z.output<typeof AgentSort>;
