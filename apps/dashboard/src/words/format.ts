const whole = new Intl.NumberFormat("en-US");

/** 12418 as `12,418`. */
export function count(value: number): string {
  return whole.format(value);
}

/** `1 agent`, `3 agents`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A duration in milliseconds in its two largest units: `4 s`, `3 min`, `1 h 42 min`, `6 d 4 h`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return two(hours, "h", minutes % 60, "min");
  return two(Math.floor(hours / 24), "d", hours % 24, "h");
}

function two(large: number, unit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smallUnit}`;
}

/** How long ago `at` was, in one unit, for narrow columns: `4 s`, `3 min`, `2 h`, `6 d`. */
export function age(at: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** A moment in the operator's zone: `22:01:40` today, else `16 Nov 18:02`. */
export function moment(at: string, now: number): string {
  const date = new Date(at);
  if (date.toDateString() === new Date(now).toDateString()) return clock.format(date);
  return `${day.format(date)} ${clock.format(date).slice(0, 5)}`;
}

const HOUR_MS = 3_600_000;

/** A moment in a list: `3 min ago` under an hour, else as `moment` says it. */
export function when(at: string, now: number): string {
  return now - Date.parse(at) < HOUR_MS ? `${age(at, now)} ago` : moment(at, now);
}

const far = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const DAY_MS = 24 * HOUR_MS;

/** A moment to come: `in 3 h` within two days, else the day, `14 Jun 2027`. One that is over as `when` says it. */
export function until(at: string, now: number): string {
  const left = Date.parse(at) - now;
  if (left <= 0) return when(at, now);
  return left < 2 * DAY_MS ? `in ${duration(left)}` : far.format(new Date(at));
}

/** Is this text a hash in full? */
export function isHash(text: string): boolean {
  return /^[0-9a-f]{40,}$/.test(text);
}

/** The first eight digits of a hash in two groups, as people compare them: `9f3c 07aa`. */
export function shortHash(hash: string): string {
  const digits = hash.replace(/^[a-z]\d+:/, "");
  return `${digits.slice(0, 4)} ${digits.slice(4, 8)}`.trim();
}
