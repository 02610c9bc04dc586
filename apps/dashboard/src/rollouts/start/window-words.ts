import type { MaintenanceWindow, Weekday } from "@fleethub/api";

/** One stretch of the week. */
export type OpenHours = MaintenanceWindow["open"][number];

/** Days in their order, as they are written short. */
export const DAYS = {
  mon: "Mon",
  tue: "Tue",
  wed: "Wed",
  thu: "Thu",
  fri: "Fri",
  sat: "Sat",
  sun: "Sun",
} as const satisfies Record<Weekday, string>;

const isDay = (text: string): text is Weekday => Object.hasOwn(DAYS, text);

/** Every day, Monday first. */
export const WEEK: readonly Weekday[] = Object.keys(DAYS).filter(isDay);

/** `Mon to Fri`, `Mon, Wed`, `every day`. */
export function daysWords(days: readonly Weekday[]): string {
  const places = WEEK.flatMap((day, at) => (days.includes(day) ? [at] : []));
  if (places.length === WEEK.length) return "every day";
  const runs: number[][] = [];
  for (const at of places) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === at - 1) run.push(at);
    else runs.push([at]);
  }
  const name = (at: number | undefined) => DAYS[WEEK[at ?? 0] ?? "mon"];
  return runs
    .map((run) =>
      run.length > 2 ? `${name(run[0])} to ${name(run.at(-1))}` : run.map(name).join(", "),
    )
    .join(", ");
}

/** `Mon to Fri 09:00 to 16:00, Europe/Berlin`. */
export function windowWords(window: MaintenanceWindow): string {
  const hours = window.open.map(({ days, from, to }) => `${daysWords(days)} ${from} to ${to}`);
  return `${hours.join("; ")}, ${window.timeZone}`;
}
