import type { Command } from "commander";
import { Misuse } from "../exit.js";
import { TOKEN_FILE_HELP, type TokenFlags } from "./token.js";

/** Where a hub is looked for when nobody says. */
export const SERVER_DEFAULT = "http://127.0.0.1:3000";

/** Names the hub where no `--server` is given. */
export const SERVER_VARIABLE = "FLEETHUB_URL";

/** How results are printed. `text` is for people, `wide` the same with more columns. */
export const FORMATS = ["text", "wide", "json", "yaml"] as const;
export type Format = (typeof FORMATS)[number];

/** Flags of every command that asks a hub. */
export interface HubFlags extends TokenFlags {
  readonly server: string;
  readonly output: Format;
}

/** Adds `--server`, `--token-file` and `-o` to a command. */
export function withHub(command: Command): Command {
  return command
    .addOption(
      command
        .createOption("--server <url>", "the hub to ask")
        .env(SERVER_VARIABLE)
        .default(SERVER_DEFAULT),
    )
    .option("--token-file <file>", TOKEN_FILE_HELP)
    .addOption(
      command
        .createOption("-o, --output <format>", "how to print")
        .choices(FORMATS)
        .default("text"),
    );
}

/** Scheme, host and port of the hub. */
export function originOf(server: string): string {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Misuse(`--server ${server}: write its address as ${SERVER_DEFAULT}`);
  }
  return url.origin;
}
