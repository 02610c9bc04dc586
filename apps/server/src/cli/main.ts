#!/usr/bin/env node
import { existsSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { ServerError } from "../server-error.js";
import { VERSION } from "../version.js";
import { EXIT_FINE, EXIT_FOUND, EXIT_MISUSE, EXIT_REFUSED, isMisuse, Refused } from "./exit.js";
import { complain } from "./say.js";

type Add = (program: Command) => void;

/** Modules of commands, loaded when asked for: a check in a pipeline must not wait for a server and its database. */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  serve: async () => (await import("./serve.js")).addServe,
  check: async () => (await alone<typeof import("./check.js")>("check.js")).addCheck,
  diff: async () => (await alone<typeof import("./diff.js")>("diff.js")).addDiff,
  agents: async () => (await import("./agents.js")).addAgents,
  agent: async () => (await import("./agent.js")).addAgent,
  groups: async () => (await import("./groups.js")).addGroups,
  rollout: async () => (await import("./rollout.js")).addRollout,
  audit: async () => (await import("./audit.js")).addAudit,
  approvals: async () => (await import("./approvals.js")).addApprovals,
  enrol: async () => (await import("./enrol.js")).addEnrol,
  people: async () => (await import("./people.js")).addPeople,
  tokens: async () => (await import("./tokens.js")).addTokens,
  secrets: async () => (await import("./secrets.js")).addSecrets,
  key: async () => (await import("./key.js")).addKey,
  certs: async () => (await import("./certs.js")).addCerts,
  simulate: async () => (await import("./simulate.js")).addSimulate,
};

/** A command in few files, as scripts/bundle-commands.mjs makes it; from its modules where there is no build. */
async function alone<T>(file: string): Promise<T> {
  const bundled = new URL(`./alone/${file}`, import.meta.url);
  return import((existsSync(bundled) ? bundled : new URL(`./${file}`, import.meta.url)).href);
}

const program = new Command("fleethub")
  .description("Fleet Hub: a self-hosted control plane for OpenTelemetry Collectors")
  .version(VERSION)
  .exitOverride()
  .showHelpAfterError("(fleethub --help lists the commands)");
const [wanted = ""] = process.argv.slice(2);
const known = Object.hasOwn(COMMANDS, wanted) ? COMMANDS[wanted] : undefined;
const versionAlone = wanted === "--version" || wanted === "-V";
const loads = known === undefined ? (versionAlone ? [] : Object.values(COMMANDS)) : [known];
for (const load of loads) (await load())(program);
overrideExit(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = await exitCodeOf(error);
}

function overrideExit(command: Command): void {
  for (const one of command.commands) {
    one.exitOverride();
    overrideExit(one);
  }
}

async function exitCodeOf(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_FINE : EXIT_MISUSE;
  if (isMisuse(error)) {
    complain(error.message);
    return EXIT_MISUSE;
  }
  if (error instanceof Refused) {
    complain(error.message);
    return EXIT_REFUSED;
  }
  if (error instanceof ServerError) complain(error.message);
  else {
    const { describeError } = await import("../platform/logger.js");
    complain(Object.values(describeError(error)).join(" "));
  }
  return EXIT_FOUND;
}
