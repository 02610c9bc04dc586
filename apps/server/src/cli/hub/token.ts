import { readFileSync } from "node:fs";
import { Misuse } from "../exit.js";

/** An API token itself, for where no file can be. */
export const TOKEN_VARIABLE = "FLEETHUB_TOKEN";
/** A file with an API token, where no `--token-file` is given. */
export const TOKEN_FILE_VARIABLE = "FLEETHUB_TOKEN_FILE";

/** Flags of every command that shows a hub who asks. */
export interface TokenFlags {
  readonly tokenFile?: string;
}

/** Help of `--token-file`. There is no flag for the token itself: everybody on the machine can read flags. */
export const TOKEN_FILE_HELP = `file with an API token [${TOKEN_FILE_VARIABLE}, or the token in ${TOKEN_VARIABLE}]`;

/**
 * Headers that show the token of `--token-file`, else of FLEETHUB_TOKEN, else of FLEETHUB_TOKEN_FILE; none where none is
 * given.
 *
 * @throws Misuse where the file cannot be read or holds no token
 */
export function tokenHeaders(
  { tokenFile }: TokenFlags,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<string, string>> {
  const given = tokenFile === undefined ? environment[TOKEN_VARIABLE] : undefined;
  const file = tokenFile ?? environment[TOKEN_FILE_VARIABLE];
  const text = (given || (file ? read(file) : "")).trim();
  if (text === "") return {};
  if (!/^[\x21-\x7e]{1,1024}$/.test(text)) {
    throw new Misuse(
      "An API token is one line without blanks, such as fha_…; what is given is none.",
    );
  }
  return { authorization: `Bearer ${text}` };
}

function read(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Misuse(`--token-file ${file}: this file cannot be read`);
  }
  if (text.trim() === "") throw new Misuse(`--token-file ${file}: this file is empty`);
  return text;
}
