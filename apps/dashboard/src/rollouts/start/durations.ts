const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  m: 60,
  min: 60,
  h: 3_600,
  d: 86_400,
};
const PART = /^(\d+(?:\.\d+)?)\s*([a-z]+)\s*/;

/** Seconds that a text says: `90 s`, `15 min`, `1 h 30 min`, a bare number is minutes. Undefined: it says none. */
export function secondsFrom(text: string): number | undefined {
  let rest = text.trim().toLowerCase();
  if (/^\d+$/.test(rest)) return Number(rest) * 60;
  let seconds = 0;
  while (rest !== "") {
    const [all, amount, name] = PART.exec(rest) ?? [];
    const unit = UNITS[name ?? ""];
    if (all === undefined || amount === undefined || unit === undefined) return undefined;
    seconds += Number(amount) * unit;
    rest = rest.slice(all.length);
  }
  return text.trim() === "" ? undefined : Math.round(seconds);
}

/** Seconds as a field shows them; {@link secondsFrom} reads the same back. */
export function secondsText(seconds: number): string {
  const parts: string[] = [];
  let rest = seconds;
  for (const [unit, name] of [
    [86_400, "d"],
    [3_600, "h"],
    [60, "min"],
  ] as const) {
    if (rest >= unit) parts.push(`${Math.floor(rest / unit)} ${name}`);
    rest %= unit;
  }
  if (rest > 0 || parts.length === 0) parts.push(`${rest} s`);
  return parts.join(" ");
}
