import { Misuse } from "../exit.js";

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Whole seconds of `90`, `90s`, `15m`, `2h`, `1d` or `1h30m`. */
export function secondsOf(flag: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const parts = [...text.matchAll(/(\d{1,9})([smhd])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) {
    throw new Misuse(`${flag} ${text}: write a time such as 90s, 15m, 2h or 1d`);
  }
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit ?? ""] ?? 0),
    0,
  );
}

/** `3s`, `12m`, `5h`, `6d` since a moment; `-` where there was none. */
export function ageOf(time: string | null, now: number): string {
  if (time === null) return "-";
  const seconds = Math.max(0, Math.floor((now - Date.parse(time)) / 1_000));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}h`;
  return `${Math.floor(seconds / 86_400)}d`;
}
