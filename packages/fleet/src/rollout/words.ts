import type { Millis } from "../agent/facts.js";
import type { RolloutCause } from "./status.js";

/** "1 agent", "2,400 agents". */
export function agents(count: number): string {
  return `${number(count)} ${count === 1 ? "agent" : "agents"}`;
}

/** "12,418". */
export function number(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Share in percent with one digit where that is less than ten: "7.5 %", "33 %". */
export function percent(part: number, of: number): string {
  if (of === 0) return "0 %";
  const share = (part / of) * 100;
  return `${share < 10 ? Number(share.toFixed(1)) : Math.round(share)} %`;
}

/** "23 Nov 2026, 06:40 UTC". */
export function moment(at: Millis): string {
  const [date = "", time = ""] = new Date(at).toISOString().split("T");
  const [year = "", month = "", day = ""] = date.split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}, ${time.slice(0, 5)} UTC`;
}

/** "10 min", "2 h 5 min", "45 s". */
export function duration(ms: Millis): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return seconds === 60 ? "1 min" : `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** "Canary" for the first wave, "Wave 2" for the next. */
export function wave(index: number): string {
  return index === 0 ? "Canary" : `Wave ${index + 1}`;
}

/** The same inside a sentence. */
export function theWave(index: number): string {
  return index === 0 ? "the canary" : `wave ${index + 1}`;
}

/** Who or what did it, and why: "by ada: wrong exporter". */
export function byWhom(cause: RolloutCause): string {
  if (cause.by === "operator") {
    return cause.reason === "" ? `by ${cause.actor}` : `by ${cause.actor}: ${cause.reason}`;
  }
  return cause.by === "gate" ? `by a gate: ${cause.reason}` : `: ${cause.reason}`;
}

/** Joined by blanks; empty ones left out. */
export function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

/** With a full stop, unless it ends in one. */
export function stopped(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Of members that going back leaves where they are, because there is nothing to give them back; nothing of none. */
export function nothingBefore(count: number): string {
  if (count === 0) return "";
  return count === 1
    ? "1 agent has nothing to go back to and keeps what it runs; pin it to what it should run."
    : `${agents(count)} have nothing to go back to and keep what they run; pin them to what they should run.`;
}

/** Of members that run their own files again; nothing of none. */
export function handedBack(count: number): string {
  if (count === 0) return "";
  const [was, its] = count === 1 ? ["was", "its"] : ["were", "their"];
  return `${agents(count)} ${was} handed back to ${its} own files.`;
}

/** "1 of 3 agents is back.", "0 of 1 agent is back." */
export function areBack(back: number, of: number): string {
  return `${number(back)} of ${agents(of)} ${back === 1 || of === 1 ? "is" : "are"} back.`;
}
