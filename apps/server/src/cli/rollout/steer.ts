import type { Client, PreviewVerb, Rollout } from "@fleethub/api";
import type { Command } from "commander";
import { askForApproval } from "../approvals/ask.js";
import { Misuse } from "../exit.js";
import { answered, clientOf } from "../hub/ask.js";
import { print } from "../hub/print.js";
import { type HubFlags, withHub } from "../hub/server-option.js";
import { repeated } from "../repeated.js";
import { previewLines } from "./preview-lines.js";

interface SteerFlags extends HubFlags {
  readonly reason?: string;
  readonly dryRun?: true;
  readonly request?: string;
  readonly agent?: readonly string[];
  readonly cause?: string;
  readonly resume?: true;
}

type Body = Readonly<Record<string, unknown>>;

interface Steering {
  readonly name: string;
  readonly alias?: string;
  readonly verb: PreviewVerb;
  readonly help: string;
  run(client: Client, id: string, body: never): ReturnType<Client["pauseRollout"]>;
}

/** Verbs about a whole rollout, named as the API names them. */
const STEERINGS: readonly Steering[] = [
  {
    name: "pause",
    verb: "pause-rollout",
    help: "offer it to nobody new",
    run: (client, id, body) => client.pauseRollout({ params: { id }, body }),
  },
  {
    name: "resume",
    verb: "resume-rollout",
    help: "go on; failures so far are accepted",
    run: (client, id, body) => client.resumeRollout({ params: { id }, body }),
  },
  {
    name: "abort",
    verb: "abort-rollout",
    help: "end it; every agent stays where it is",
    run: (client, id, body) => client.abortRollout({ params: { id }, body }),
  },
  {
    name: "roll-back",
    alias: "undo",
    verb: "roll-back-rollout",
    help: "return everyone who moved to what each ran before",
    run: (client, id, body) => client.rollBackRollout({ params: { id }, body }),
  },
  {
    name: "promote",
    verb: "promote-rollout",
    help: "skip the rest of the soak of the wave under way",
    run: (client, id, body) => client.promoteRollout({ params: { id }, body }),
  },
  {
    name: "retry-failed",
    alias: "retry",
    verb: "retry-failed",
    help: "a new attempt on members that failed",
    run: (client, id, body) => client.retryFailed({ params: { id }, body }),
  },
  {
    name: "exclude",
    verb: "exclude",
    help: "hold members where they were, and go on without them",
    run: (client, id, body) => client.excludeMembers({ params: { id }, body }),
  },
];

/** `fleethub rollout pause | resume | abort | roll-back | promote | retry-failed | exclude`. */
export function addSteering(rollout: Command): void {
  for (const steering of STEERINGS) {
    const command = withHub(rollout.command(steering.name).description(steering.help))
      .argument("<rollout>", "its number or id")
      .option("--reason <text>", "kept with what happened and in the audit")
      .option("--dry-run", "tell what it would do, and do nothing")
      .option("--request <message>", "ask for approval, as protected groups need it");
    if (steering.alias !== undefined) command.alias(steering.alias);
    if (steering.name === "retry-failed" || steering.name === "exclude") {
      command.option("--agent <uid>", "only this one; may be repeated", repeated);
    }
    if (steering.name === "exclude") {
      command
        .option(
          "--cause <cause>",
          "everyone with this cause: its number in rollout show, or its key",
        )
        .option("--resume", "and go on in the same step");
    }
    command.action((id: string, flags: SteerFlags) => steer(steering, id, flags));
  }
}

async function steer(steering: Steering, id: string, flags: SteerFlags): Promise<void> {
  const { reason, agent: uids, cause, resume } = flags;
  if (steering.name === "exclude" && (uids === undefined) === (cause === undefined)) {
    throw new Misuse("exclude: name members by --agent or by --cause, exactly one of them");
  }
  const client = clientOf(flags);
  const body: Body = {
    ...(reason === undefined ? {} : { reason }),
    ...(uids === undefined ? {} : { uids }),
    ...(cause === undefined ? {} : { cause: await causeOf(client, id, cause) }),
    ...(resume === true ? { resume } : {}),
  };
  if (flags.dryRun === true) {
    const input = { id, ...body };
    const preview = await answered(client.preview({ body: { verb: steering.verb, input } }));
    print(flags.output, preview, () => previewLines(preview));
    return;
  }
  if (flags.request !== undefined) {
    return askForApproval(flags, steering.verb, { id, ...body }, flags.request);
  }
  const after: Rollout = await answered(steering.run(client, id, body as never));
  print(flags.output, after, () => [
    `Rollout ${after.number}: ${after.title} (${after.phase})`,
    after.sentence,
  ]);
}

/** The key of a cause that is named by its number. */
async function causeOf(client: Client, id: string, named: string): Promise<string> {
  if (!/^\d+$/.test(named)) return named;
  const { causes } = await answered(client.getRollout({ params: { id } }));
  const found = causes[Number(named) - 1];
  if (found !== undefined) return found.cause;
  throw new Misuse(`--cause ${named}: the rollout has ${causes.length} causes, see rollout show`);
}
