import type { Client, Rollout, RolloutEvent } from "@fleethub/api";
import type { Command } from "commander";
import { EXIT_FINE, EXIT_FOUND } from "../exit.js";
import { answered, clientOf, headersOf } from "../hub/ask.js";
import { secondsOf } from "../hub/duration.js";
import { looks } from "../hub/looks.js";
import type { HubFlags } from "../hub/server-option.js";
import { originOf, withHub } from "../hub/server-option.js";
import { say } from "../say.js";
import { visible } from "../visible.js";
import { stepsOf } from "./show-lines.js";

interface WatchFlags {
  readonly timeout?: string;
  readonly failOnPause?: true;
}

/** Events read at once. */
const EVENTS = 100;

/** `fleethub rollout watch`: what happens, until the end. */
export function addWatch(rollout: Command): void {
  withHub(
    rollout
      .command("watch")
      .alias("status")
      .description("follow a rollout to its end; exit code 0 where it is complete, else 1"),
  )
    .argument("<rollout>", "its number or id")
    .option("--timeout <time>", "give up after so long, such as 2h")
    .option("--fail-on-pause", "end with 1 where it is paused, instead of waiting on")
    .action(async (id: string, flags: HubFlags & WatchFlags) => {
      process.exitCode = await watch(flags, id, flags);
    });
}

/** Follows a rollout; the exit code says whether it is complete. */
export async function watch(hub: HubFlags, named: string, flags: WatchFlags): Promise<number> {
  const client = clientOf(hub);
  const limit = flags.timeout === undefined ? null : secondsOf("--timeout", flags.timeout);
  const end = new AbortController();
  const timer = limit === null ? undefined : setTimeout(() => end.abort(), limit * 1_000);
  const told = new Set<string>();
  let before: Rollout | null = null;
  try {
    const read = () => client.getRollout({ params: { id: named } });
    for await (const look of looks(originOf(hub.server), headersOf(hub), end.signal, read)) {
      // A hub that is started anew is waited for; one that was never there is not.
      if (!look.ok && before !== null && isAway(look.problem.status)) continue;
      const rollout: Rollout = await answered(Promise.resolve(look));
      await tell(client, rollout, before, told, hub);
      before = rollout;
      const isPaused = rollout.phase === "paused" && flags.failOnPause === true;
      if (!rollout.live || isPaused) return rollout.phase === "complete" ? EXIT_FINE : EXIT_FOUND;
    }
  } finally {
    clearTimeout(timer);
    end.abort();
  }
  say(`Not at its end after ${flags.timeout ?? ""}.`);
  return EXIT_FOUND;
}

/** No answer, or one that passes by itself. */
const isAway = (status: number) => status === 0 || status >= 502;

async function tell(
  client: Client,
  rollout: Rollout,
  before: Rollout | null,
  told: Set<string>,
  { output }: HubFlags,
): Promise<void> {
  const query = { limit: EVENTS };
  const page = await answered(client.listRolloutEvents({ params: { id: rollout.id }, query }));
  const isData = output === "json" || output === "yaml";
  for (const event of page.items.toReversed()) {
    if (told.has(event.id)) continue;
    told.add(event.id);
    say(isData ? JSON.stringify(event) : visible(line(event)));
  }
  const { phase, sentence, steps, version } = rollout;
  if (isData) {
    if (version !== before?.version || phase !== before.phase) {
      say(JSON.stringify({ phase, sentence, steps }));
    }
    return;
  }
  const now = `${phase}: ${stepsOf(steps)}`;
  if (before === null || now !== `${before.phase}: ${stepsOf(before.steps)}`) say(now);
  if (sentence !== before?.sentence) say(visible(sentence));
}

const line = ({ at, text, uid }: RolloutEvent) => `${at} ${text}${uid === null ? "" : ` (${uid})`}`;
