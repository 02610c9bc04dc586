import type { MaintenanceWindow, Weekday } from "@fleethub/api";
import { Misuse } from "../exit.js";

const DAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** `mon-fri 22:00-05:00` or `sat,sun 00:00-24:00`, in this zone; `always` for none. */
export function windowOf(
  texts: readonly string[],
  timeZone: string | undefined,
): MaintenanceWindow | null {
  if (texts.length === 1 && texts[0] === "always") return null;
  if (timeZone === undefined) {
    throw new Misuse("--window: name its --time-zone, such as Europe/Berlin or UTC");
  }
  return { timeZone, open: texts.map(hoursOf) };
}

function hoursOf(text: string): MaintenanceWindow["open"][number] {
  const match = /^(\S+)\s+(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text);
  const days = daysOf(match?.[1] ?? "");
  const [from, to] = [match?.[2], match?.[3]];
  if (days === null || from === undefined || to === undefined) {
    throw new Misuse(`--window ${text}: write it as "mon-fri 22:00-05:00"`);
  }
  return { days, from, to };
}

function daysOf(text: string): Weekday[] | null {
  const found: Weekday[] = [];
  for (const part of text.split(",")) {
    const [first = "", last = first] = part.split("-");
    const from = DAYS.findIndex((day) => day === first);
    const to = DAYS.findIndex((day) => day === last);
    if (from < 0 || to < 0) return null;
    for (let at = from; ; at = (at + 1) % DAYS.length) {
      const day = DAYS[at];
      if (day !== undefined && !found.includes(day)) found.push(day);
      if (at === to) break;
    }
  }
  return found;
}
