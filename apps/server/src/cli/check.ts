import type { Command } from "commander";
import { checkFiles } from "./check/check-files.js";
import { TOKEN_FILE_HELP } from "./hub/token.js";
import { toGithub } from "./check/github.js";
import { toJson } from "./check/json.js";
import { type CheckFlags, readCheckFlags } from "./check/flags.js";
import { toSarif } from "./check/sarif.js";
import { toText } from "./check/text.js";
import { EXIT_FINE, EXIT_FOUND } from "./exit.js";
import { refuseTwoInputs } from "./input.js";
import { repeated } from "./repeated.js";
import { complain, say } from "./say.js";

const FORMATS = ["text", "json", "sarif", "github"] as const;

/** `fleethub check`: what a Collector would say to configurations, without one. */
export function addCheck(program: Command): void {
  program
    .command("check")
    .description("say what is wrong or unwise in Collector configurations")
    .argument("<file...>", "configurations; - is standard input")
    .addOption(
      program
        .createOption("-o, --output <format>", "how to print")
        .choices(FORMATS)
        .default("text"),
    )
    .option("--collector-version <version>", "the Collector that is to run them")
    .option("--rule <code=severity>", "error, warning, info or off for a rule", repeated, [])
    .option("--feature-gate <name>", "a feature gate that is on", repeated, [])
    .option("--layer <file>", "a fragment to lay over each file, in order", repeated, [])
    .option(
      "--policy <file>",
      "policies to judge by, or ready:NAME for a ready-made one",
      repeated,
      [],
    )
    .option("--strict", "warnings count as findings")
    .option("--against <query>", "ask a hub who cannot run them: fleet, or a query for agents")
    .option("--hub <url>", "the hub to ask", "http://127.0.0.1:3000")
    .option("--token-file <file>", TOKEN_FILE_HELP)
    .option("--rules-url <url>", "where pages of rules are, for links in SARIF")
    .action(async (files: readonly string[], options: CheckFlags) => {
      process.exitCode = await check(files, options);
    });
}

async function check(files: readonly string[], options: CheckFlags): Promise<number> {
  const flags = readCheckFlags(options);
  refuseTwoInputs([...files, ...options.layer, ...options.policy]);
  const checked = await checkFiles(files, flags);
  switch (options.output) {
    case "json":
      for (const line of toJson(checked)) say(line);
      break;
    case "sarif":
      say(toSarif(checked, options.rulesUrl));
      break;
    case "github":
      for (const line of toGithub(checked)) say(line);
      break;
    case "text":
      for (const line of toText(checked)) say(line);
  }
  const counts = (severity: string) =>
    severity === "error" || (options.strict === true && severity === "warning");
  const found = checked.some(({ findings }) => findings.some((one) => counts(one.severity)));
  if (options.against === undefined) return found ? EXIT_FOUND : EXIT_FINE;
  // The contract of the API is not needed by most checks, and takes longer to load than they take.
  const { askHub } = await import("./check/against.js");
  const answer = await askHub(options.hub, options.against, checked, options);
  // Machines read standard output: there the fleet's answer would be one document too many.
  for (const line of answer.lines) (options.output === "text" ? say : complain)(line);
  return answer.exitCode === EXIT_FINE && found ? EXIT_FOUND : answer.exitCode;
}
