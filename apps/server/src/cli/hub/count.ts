import { Misuse } from "../exit.js";

/** A whole number of 1 or more. */
export function countOf(flag: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Misuse(`${flag} ${text}: write a whole number of 1 or more`);
}
