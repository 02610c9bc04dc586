import type { IconName } from "../parts/icon";
import { isHash } from "./format";
import type { Tone } from "./states";

/** What people filter a history by. */
export type TimelineFilter = "all" | "config" | "health" | "presence" | "people";

interface Drawing {
  readonly icon: IconName;
  readonly tone: Tone;
}

interface Kind extends Drawing {
  readonly filter: Exclude<TimelineFilter, "all">;
}

const KINDS: ReadonlyMap<string, Kind> = new Map(
  Object.entries({
    "first-seen": { icon: "plus", tone: "ok", filter: "presence" },
    connected: { icon: "connect", tone: "ok", filter: "presence" },
    disconnected: { icon: "offline", tone: "mute", filter: "presence" },
    stale: { icon: "clock", tone: "warn", filter: "presence" },
    renamed: { icon: "tag", tone: "mute", filter: "presence" },
    "duplicate-uid": { icon: "warn", tone: "warn", filter: "presence" },
    health: { icon: "pulse", tone: "mute", filter: "health" },
    restarted: { icon: "undo", tone: "mute", filter: "health" },
    "restart-refused": { icon: "bad", tone: "bad", filter: "health" },
    "restart-asked": { icon: "user", tone: "mute", filter: "people" },
    "config-offered": { icon: "send", tone: "move", filter: "config" },
    "config-applying": { icon: "clock", tone: "move", filter: "config" },
    "config-applied": { icon: "ok", tone: "ok", filter: "config" },
    "config-applied-not-believed": { icon: "warn", tone: "warn", filter: "config" },
    "config-failed": { icon: "bad", tone: "bad", filter: "config" },
    "config-withheld": { icon: "pause", tone: "bad", filter: "config" },
    returning: { icon: "undo", tone: "warn", filter: "config" },
    returned: { icon: "undo", tone: "warn", filter: "config" },
    "handed-back": { icon: "undo", tone: "warn", filter: "config" },
    "return-failed": { icon: "bad", tone: "bad", filter: "config" },
    drifted: { icon: "warn", tone: "warn", filter: "config" },
  } as const satisfies Record<string, Kind>),
);

/** The drawing of a kind of entry; one that is not known yet is a plain note. */
export function drawingOf(kind: string): Drawing {
  return KINDS.get(kind) ?? { icon: "info", tone: "mute" };
}

/** Does an entry of this kind belong to the filter? One that is not known yet is shown among all alone. */
export function belongsTo(kind: string, filter: TimelineFilter): boolean {
  return filter === "all" || KINDS.get(kind)?.filter === filter;
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
