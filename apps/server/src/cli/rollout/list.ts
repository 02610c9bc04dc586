import type { RolloutRow } from "@fleethub/api";
import type { Command } from "commander";
import { answered, clientOf, everyItem } from "../hub/ask.js";
import { countOf } from "../hub/count.js";
import { ageOf } from "../hub/duration.js";
import { print, table } from "../hub/print.js";
import { type HubFlags, withHub } from "../hub/server-option.js";
import { rolloutLines } from "./show-lines.js";

interface ListFlags extends HubFlags {
  readonly group?: string;
  readonly live?: true;
  readonly limit: string;
}

/** `fleethub rollout list`. */
export function addList(rollout: Command): void {
  withHub(rollout.command("list").alias("ls").description("list rollouts, newest first"))
    .option("--group <name>", "only those that reach this group")
    .option("--live", "only those that are under way")
    .option("--limit <count>", "at most so many", "30")
    .action(async (flags: ListFlags) => {
      const client = clientOf(flags);
      const which = {
        ...(flags.group === undefined ? {} : { group: flags.group }),
        ...(flags.live === true ? { live: "true" as const } : {}),
      };
      const { items, total } = await everyItem(
        (page) => client.listRollouts({ query: { ...which, ...page } }),
        countOf("--limit", flags.limit),
      );
      const now = Date.now();
      print(flags.output, items, () => [
        ...listed(items, flags.output === "wide", now),
        ...(items.length < total ? [`${total - items.length} more are not shown`] : []),
      ]);
    });
}

/** `fleethub rollout show`. */
export function addShow(rollout: Command): void {
  withHub(rollout.command("show").alias("view").description("tell how one rollout stands"))
    .argument("<rollout>", "its number or id")
    .action(async (id: string, flags: HubFlags) => {
      const found = await answered(clientOf(flags).getRollout({ params: { id } }));
      print(flags.output, found, () => rolloutLines(found, flags.output === "wide"));
    });
}

const HEADS = ["#", "rollout", "phase", "agents", "started", "sentence"];

function listed(rollouts: readonly RolloutRow[], wide: boolean, now: number): readonly string[] {
  if (rollouts.length === 0) return ["No rollouts"];
  return table(
    wide ? [...HEADS, "kind", "by", "id"] : HEADS,
    rollouts.map((one) => [
      `${one.number}`,
      one.title,
      one.phase,
      `${one.members}`,
      `${ageOf(one.startedAt, now)} ago`,
      one.sentence,
      ...(wide ? [one.kind, one.createdBy, one.id] : []),
    ]),
  );
}
