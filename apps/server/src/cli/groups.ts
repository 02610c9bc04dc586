import type { Group, GroupPage } from "@fleethub/api";
import type { Command } from "commander";
import { answered, clientOf } from "./hub/ask.js";
import { print, table } from "./hub/print.js";
import { type HubFlags, withHub } from "./hub/server-option.js";

/** Groups of one page, as many as a hub has. */
const GROUPS = 500;

/** `fleethub groups`: in their order, with what they run. */
export function addGroups(program: Command): void {
  withHub(program.command("groups").description("list groups in their order")).action(
    async (flags: HubFlags) => {
      const page = await answered(clientOf(flags).listGroups({ query: { limit: GROUPS } }));
      print(flags.output, page, () => listed(page, flags.output === "wide"));
    },
  );
}

const HEADS = ["#", "name", "agents", "stable", "sync", "rollout", "selector"];
const MORE = ["also in", "newest", "description"];

function listed({ items, none }: GroupPage, wide: boolean): readonly string[] {
  const rows = items.map((group) => [
    `${group.position}`,
    group.protection === null ? group.name : `${group.name} (protected)`,
    `${group.agents}`,
    stableOf(group),
    syncsOf(group.syncs),
    group.rollout === null ? "-" : `${group.rollout.number} ${group.rollout.phase}`,
    group.query,
    ...(wide
      ? [
          group.overlaps.map((one) => `${one.agents} in ${one.group}`).join(", ") || "-",
          group.latestRevision === null ? "-" : `r${group.latestRevision}`,
          group.description,
        ]
      : []),
  ]);
  return [
    ...(rows.length === 0 ? ["No groups"] : table(wide ? [...HEADS, ...MORE] : HEADS, rows)),
    ...(none.agents === 0 ? [] : ["", `${none.agents} in no group: ${syncsOf(none.syncs)}`]),
  ];
}

function stableOf({ stable, configuration }: Group): string {
  if (stable !== null) return `${stable.configuration} r${stable.revision}`;
  return configuration === null ? "-" : `${configuration}, none yet`;
}

function syncsOf(syncs: Group["syncs"]): string {
  const words = Object.entries(syncs).map(([word, count]) => `${count} ${word}`);
  return words.length === 0 ? "-" : words.join(", ");
}
