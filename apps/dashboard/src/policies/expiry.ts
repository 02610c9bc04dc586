const DAY_MS = 86_400_000;

/** The day in the operator's zone, so many days after this moment, as a date field has it. */
export function dayFrom(now: number, days: number): string {
  const at = new Date(now + days * DAY_MS);
  const two = (part: number) => `${part}`.padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The last moment of that day in the operator's zone; null where it is no day. */
export function untilOf(day: string): string | null {
  const [year = NaN, month = NaN, date = NaN] = day.split("-").map(Number);
  const end = new Date(year, month - 1, date, 23, 59, 59, 999);
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
}
