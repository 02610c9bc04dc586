#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { describeError } from "../platform/logger.js";
import { ServerError } from "../server-error.js";
import { VERSION } from "../version.js";
import { addServe } from "./serve.js";
import { addSimulate } from "./simulate.js";
import { complain } from "./say.js";

/** Exit codes: 0 fine, 1 it could not start, 2 the command line was misused. */
const MISUSE = 2;

const program = new Command("fleethub")
  .description("Fleet Hub: a self-hosted control plane for OpenTelemetry Collectors")
  .version(VERSION)
  .exitOverride()
  .showHelpAfterError("(fleethub --help lists the commands)");
addServe(program);
addSimulate(program);
for (const command of program.commands) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exit(error.exitCode === 0 ? 0 : MISUSE);
  }
  if (error instanceof ServerError) complain(error.message);
  else complain(Object.values(describeError(error)).join(" "));
  process.exit(1);
}
