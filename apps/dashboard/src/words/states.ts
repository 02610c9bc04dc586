import type { Health, Presence, Sync } from "@fleethub/api";

/** Colour family of a state: green holds, blue moves, amber wants a look, red is broken, violet waits, grey is absent. */
export type Tone = "ok" | "move" | "warn" | "bad" | "hold" | "mute";

interface StateWords {
  /** As the glossary has it, capital first. */
  readonly word: string;
  readonly tone: Tone;
  readonly meaning: string;
}

/** Is it there? */
export const PRESENCE = {
  connected: { word: "Connected", tone: "ok", meaning: "A report arrived within its interval." },
  stale: {
    word: "Stale",
    tone: "warn",
    meaning: "Silent for longer than its interval allows; the socket may still be open.",
  },
  disconnected: {
    word: "Disconnected",
    tone: "mute",
    meaning: "Said goodbye, or its socket closed. Facts are kept, current health is unknown.",
  },
  "never-seen": {
    word: "Never seen",
    tone: "mute",
    meaning: "Known from a token or a list, has not reported yet.",
  },
} as const satisfies Record<Presence, StateWords>;

/** Does it run what is wanted? In the order in which counters show them. */
export const SYNC = {
  "in-sync": {
    word: "In sync",
    tone: "ok",
    meaning: "Applied, and the effective config means the same as the desired one.",
  },
  pending: {
    word: "Pending",
    tone: "move",
    meaning: "Desired is set, the offer has not left: disconnected, or waiting for its answer.",
  },
  offered: { word: "Offered", tone: "move", meaning: "Sent, no answer yet." },
  applying: { word: "Applying", tone: "move", meaning: "The agent says it is applying." },
  failed: {
    word: "Failed",
    tone: "bad",
    meaning:
      "The agent says it could not apply. Its message is shown. Not offered again unless asked.",
  },
  "rolled-back": {
    word: "Rolled back",
    tone: "warn",
    meaning: "It returned to an older config, which it runs now.",
  },
  drifted: {
    word: "Drifted",
    tone: "warn",
    meaning:
      "Says applied, but the effective config means something else. The difference is named.",
  },
  incompatible: {
    word: "Incompatible",
    tone: "bad",
    meaning:
      "A configuration is assigned that this agent cannot run; it is withheld. The missing part is named.",
  },
  "awaiting-approval": {
    word: "Awaiting approval",
    tone: "hold",
    meaning: "Admitted for status only. Nothing is offered until somebody approves it.",
  },
  unmanaged: {
    word: "Unmanaged",
    tone: "mute",
    meaning: "No configuration is assigned. Shown, not changed.",
  },
} as const satisfies Record<Sync, StateWords>;

/** Is it well? */
export const HEALTH = {
  healthy: { word: "Healthy", tone: "ok", meaning: "Every component reports OK." },
  degraded: {
    word: "Degraded",
    tone: "warn",
    meaning: "Itself healthy, but at least one component is not.",
  },
  unhealthy: {
    word: "Unhealthy",
    tone: "bad",
    meaning: "A component has a permanent or fatal error, or the Collector is down.",
  },
  restarting: {
    word: "Restarting",
    tone: "move",
    meaning: "Between two runs, as after every change. For 15 s at most.",
  },
  unknown: { word: "Unknown", tone: "mute", meaning: "Not reported, or the agent is away." },
} as const satisfies Record<Health, StateWords>;

/** States that count as moving: between the wish and its effect. */
export const MOVING: readonly Sync[] = ["pending", "offered", "applying"];
