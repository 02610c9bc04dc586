import { readFile } from "node:fs/promises";
import { Misuse } from "./exit.js";

/** A text that the command line names. */
export interface NamedText {
  /** As on the command line; `-` for standard input. */
  readonly file: string;
  readonly text: string;
}

/** Reads a file, or standard input for `-`. Never more than once each. */
export async function readNamed(file: string): Promise<NamedText> {
  try {
    const bytes = file === "-" ? await standardInput() : await readFile(file);
    return { file, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    throw new Misuse(`${file} cannot be read: ${reason(error)}`, { cause: error });
  }
}

/** Standard input can be read once: refuses to name it twice. */
export function refuseTwoInputs(files: readonly string[]): void {
  if (files.filter((file) => file === "-").length > 1)
    throw new Misuse("- stands for standard input, which can be read once: name it once");
}

async function standardInput(): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

function reason(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : "";
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a directory; name the files in it";
  return error instanceof Error ? error.message : String(error);
}
