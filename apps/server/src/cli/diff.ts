import { difference, parseConfig } from "@fleethub/collector-config";
import type { Command } from "commander";
import { toMarkdown } from "./diff/markdown.js";
import { toText } from "./diff/text.js";
import { EXIT_FINE, EXIT_FOUND } from "./exit.js";
import { readNamed, refuseTwoInputs } from "./input.js";
import { complain, say } from "./say.js";

const FORMATS = ["text", "json", "markdown"] as const;

interface DiffFlags {
  readonly output: (typeof FORMATS)[number];
}

/** `fleethub diff`: what a step from one configuration to another means. */
export function addDiff(program: Command): void {
  program
    .command("diff")
    .description("say what a change of a Collector configuration means, and what follows from it")
    .argument("<before>", "configuration; - is standard input")
    .argument("<after>", "configuration; - is standard input")
    .addOption(
      program
        .createOption("-o, --output <format>", "how to print")
        .choices(FORMATS)
        .default("text"),
    )
    .action(async (before: string, after: string, { output }: DiffFlags) => {
      process.exitCode = await diff(before, after, output);
    });
}

async function diff(before: string, after: string, output: DiffFlags["output"]): Promise<number> {
  refuseTwoInputs([before, after]);
  const [one, two] = [await readNamed(before), await readNamed(after)];
  const found = difference(one.text, two.text);
  if (found.changes.some(({ kind }) => kind === "unreadable"))
    for (const { file, text } of [one, two]) {
      const [problem] = parseConfig(text).config === null ? parseConfig(text).problems : [];
      if (problem === undefined) continue;
      complain(`${file}:${problem.line}:${problem.column} ${problem.message} ${problem.remedy}`);
    }
  const names = { before, after };
  if (output === "json") {
    const { effect, changes, consequences } = found;
    say(JSON.stringify({ effect, changes, consequences }));
  } else for (const line of output === "text" ? toText(found) : toMarkdown(found, names)) say(line);
  return found.effect ? EXIT_FOUND : EXIT_FINE;
}
