import { RolloutCreate } from "@fleethub/api";
import { type Command, Option } from "commander";
import { askForApproval } from "../approvals/ask.js";
import { EXIT_FINE } from "../exit.js";
import { answered, clientOf } from "../hub/ask.js";
import { print } from "../hub/print.js";
import { type HubFlags, withHub } from "../hub/server-option.js";
import { repeated } from "../repeated.js";
import { previewLines } from "./preview-lines.js";
import { rolloutLines } from "./show-lines.js";
import { rolloutOf, type StartFlags } from "./start-flags.js";
import { watch } from "./watch.js";

interface Flags extends StartFlags, HubFlags {
  readonly dryRun?: true;
  readonly request?: string;
  readonly watch?: true;
}

/** `fleethub rollout start`. */
export function addStart(rollout: Command): void {
  withHub(
    rollout
      .command("start")
      .description("begin a rollout; what is left out is the group's plan, else the hub's"),
  )
    .option("-f, --file <file>", "its fields in YAML or JSON; flags win")
    .option("--group <name>", "which group")
    .option("--fragment <name>", "instead of a group: everything that stands on this fragment")
    .option("--configuration <name>", "left out: the group's own")
    .option("--revision <number>", "which revision")
    .option("--wave <size>", "4, 10% or 25%:30m; the first is the canary", repeated, [])
    .option("--soak <time>", "how long a wave is watched, such as 15m")
    .option("--gate <gate>", "MEASURE:AGAINST:THRESHOLD, such as drops:rest:0.5%", repeated, [])
    .option("--no-gates", "judge nothing; limits still hold")
    .addOption(
      new Option("--on-breach <act>", "what a breach does").choices(["pause", "roll-back"]),
    )
    .option("--max-in-flight <count>", "agents under way at once")
    .option("--max-failures <count>", "more failures than this stop it; none: no such limit")
    .option("--max-failures-percent <percent>", "the same as a share of the agents reached")
    .option("--answer <time>", "who does not answer for so long has failed")
    .addOption(
      new Option("--offline <rule>", "agents that are away when their turn comes").choices([
        "skip",
        "wait",
        "on-return",
      ]),
    )
    .option("--window <hours>", 'open hours, such as "mon-fri 22:00-05:00"', repeated, [])
    .option("--time-zone <zone>", "of the windows, such as Europe/Berlin")
    .option("--start-at <time>", "not before")
    .option("--deadline <time>", "nobody new after")
    .option("--expected-agents <count>", "refuse where it reaches another number")
    .option("--force", "also agents that by their own report cannot run it")
    .option("--dry-run", "tell what it would do, and do nothing")
    .option(
      "--request <message>",
      "ask for approval, as protected groups need it; says what it is for",
    )
    .option("--watch", "follow it to its end, as rollout watch does")
    .action(async (flags: Flags) => {
      process.exitCode = await start(flags);
    });
}

async function start(flags: Flags): Promise<number> {
  const body = await rolloutOf(flags);
  const client = clientOf(flags);
  const verb = "fragment" in body ? "rebase-fragment" : "start-rollout";
  if (flags.dryRun === true) {
    const preview = await answered(client.preview({ body: { verb, input: body } }));
    print(flags.output, preview, () => previewLines(preview));
    return EXIT_FINE;
  }
  if (flags.request !== undefined) {
    await askForApproval(flags, verb, body, flags.request);
    return EXIT_FINE;
  }
  const begun = await answered(client.startRollout({ body: RolloutCreate.parse(body) }));
  const { supersedes, unchanged, notes } = begun;
  print(flags.output, begun, () => [
    ...rolloutLines(begun, false),
    ...supersedes.map((number) => `Ends rollout ${number}.`),
    ...(unchanged === 0 ? [] : [`${unchanged} of them keep what they run: nothing restarts.`]),
    ...notes,
  ]);
  return flags.watch === true ? watch(flags, begun.id, {}) : EXIT_FINE;
}
