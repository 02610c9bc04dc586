import type { IconName } from "../parts/icon";
import { isHash } from "./format";
import type { Tone } from "./states";

interface Drawing {
  readonly icon: IconName;
  readonly tone: Tone;
}

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  "first-seen": { icon: "plus", tone: "ok" },
  connected: { icon: "connect", tone: "ok" },
  disconnected: { icon: "offline", tone: "mute" },
  stale: { icon: "clock", tone: "warn" },
  health: { icon: "pulse", tone: "mute" },
  restarted: { icon: "undo", tone: "mute" },
  "restart-asked": { icon: "user", tone: "mute" },
  "restart-refused": { icon: "bad", tone: "bad" },
  renamed: { icon: "tag", tone: "mute" },
  "duplicate-uid": { icon: "warn", tone: "warn" },
  "config-offered": { icon: "send", tone: "move" },
  "config-applying": { icon: "clock", tone: "move" },
  "config-applied": { icon: "ok", tone: "ok" },
  "config-applied-not-believed": { icon: "warn", tone: "warn" },
  "config-failed": { icon: "bad", tone: "bad" },
  "config-withheld": { icon: "pause", tone: "bad" },
  returning: { icon: "undo", tone: "warn" },
  returned: { icon: "undo", tone: "warn" },
  "handed-back": { icon: "undo", tone: "warn" },
  "return-failed": { icon: "bad", tone: "bad" },
  drifted: { icon: "warn", tone: "warn" },
};

/** The drawing of a kind of entry; one that is not known yet is a plain note. */
export function drawingOf(kind: string): Drawing {
  return DRAWINGS[kind] ?? { icon: "info", tone: "mute" };
}

/** What people filter a history by. */
export type TimelineFilter = "all" | "config" | "health" | "presence" | "people";

const PRESENCE = ["first-seen", "connected", "disconnected", "stale", "renamed", "duplicate-uid"];
const HEALTH = ["health", "restarted", "restart-refused"];
const CONFIG = ["returning", "returned", "handed-back", "return-failed", "drifted"];

/** Does an entry of this kind belong to the filter? What an operator did is neither of the other three. */
export function belongsTo(kind: string, filter: TimelineFilter): boolean {
  const of: TimelineFilter = PRESENCE.includes(kind)
    ? "presence"
    : HEALTH.includes(kind)
      ? "health"
      : kind.startsWith("config-") || CONFIG.includes(kind)
        ? "config"
        : "people";
  return filter === "all" || filter === of;
}

/** Said by the summary, or for machines alone. */
const SAID = new Set(["configuration", "revision", "alarm", "causeReported", "asked"]);

/** A word of detail, and the hash that follows it where it names one. */
export interface DetailWord {
  readonly text: string;
  readonly hash?: string;
}

/** What an entry knows beyond its summary, in the order in which it was noted. */
export function detailWords(
  detail: Readonly<Record<string, unknown>>,
  summary: string,
): readonly DetailWord[] {
  return Object.entries(detail).flatMap(([key, value]) => {
    if (SAID.has(key) || value === null || value === "" || value === false) return [];
    const said = String(value);
    if (key === "hash") return [{ text: "hash", hash: said }];
    if (key === "attempt") return value === 1 ? [] : [{ text: `attempt ${said}` }];
    if (key === "purpose")
      return value === "desired" ? [] : [{ text: `as ${said.replaceAll("-", " ")}` }];
    if (key === "kept") return [{ text: "the config before it runs on" }];
    if (summary.includes(said)) return [];
    const name = key.replace(/([A-Z])/g, " $1").toLowerCase();
    if (isHash(said)) return [{ text: name, hash: said }];
    return [{ text: value === true ? name : `${name} ${said}` }];
  });
}
