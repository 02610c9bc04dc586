import { visible } from "./visible.js";

/** Lines for the person at the terminal, on standard output; the log goes to standard error. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line about what went wrong. */
export function complain(line: string): void {
  process.stderr.write(`fleethub: ${visible(line)}\n`);
}
