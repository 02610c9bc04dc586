import { hostname } from "node:os";
import { createInterface } from "node:readline/promises";
import { Misuse } from "../exit.js";

/** Asks at a terminal by which names agents reach the hub; elsewhere the flag is needed. */
export async function askHosts(): Promise<readonly string[]> {
  if (!process.stdin.isTTY) {
    throw new Misuse(
      `--host is missing: give every name and address by which agents reach this hub, such as --host ${hostname()}.`,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(
      `By which names and addresses do agents reach this hub? [${hostname()}] `,
    );
    const names = answer.split(/[\s,]+/).filter((name) => name !== "");
    return names.length === 0 ? [hostname()] : names;
  } finally {
    terminal.close();
  }
}
