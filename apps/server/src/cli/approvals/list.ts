import { type Approval, ApprovalFilter } from "@fleethub/api";
import { type Command, Option } from "commander";
import { answered, clientOf, everyItem } from "../hub/ask.js";
import { countOf } from "../hub/count.js";
import { ageOf } from "../hub/duration.js";
import { print, table } from "../hub/print.js";
import { type HubFlags, withHub } from "../hub/server-option.js";
import { requestLines } from "./request-lines.js";

interface ListFlags extends HubFlags {
  readonly state?: ApprovalFilter;
  readonly group?: string;
  readonly forMe?: true;
  readonly unacknowledged?: true;
  readonly limit: string;
}

/** `fleethub approvals list`. */
export function addList(approvals: Command): void {
  withHub(
    approvals
      .command("list", { isDefault: true })
      .alias("ls")
      .description("list requests, newest first"),
  )
    .addOption(
      new Option("--state <state>", "only these; open: they can be answered").choices(
        ApprovalFilter.options,
      ),
    )
    .option("--group <name>", "only those that touch this group")
    .option("--for-me", "only those that you may approve")
    .option("--unacknowledged", "only broken glass that no approver has looked at")
    .option("--limit <count>", "at most so many", "30")
    .action(async ({ state, group, forMe, unacknowledged, ...flags }: ListFlags) => {
      const client = clientOf(flags);
      const which = {
        ...(state === undefined ? {} : { state }),
        ...(group === undefined ? {} : { group }),
        ...(forMe === true ? { forMe: "true" as const } : {}),
        ...(unacknowledged === true ? { unacknowledged: "true" as const } : {}),
      };
      const { items, total } = await everyItem(
        (page) => client.listApprovals({ query: { ...which, ...page } }),
        countOf("--limit", flags.limit),
      );
      const now = Date.now();
      print(flags.output, items, () => [
        ...listed(items, flags.output === "wide", now),
        ...(items.length < total ? [`${total - items.length} more are not shown`] : []),
      ]);
    });
}

/** `fleethub approvals show`. */
export function addShow(approvals: Command): void {
  withHub(
    approvals.command("show").alias("view").description("tell what is asked for and what was said"),
  )
    .argument("<request>", "its number or id")
    .action(async (id: string, flags: HubFlags) => {
      const found = await answered(clientOf(flags).getApproval({ params: { id } }));
      print(flags.output, found, () => requestLines(found));
    });
}

const HEADS = ["#", "what", "state", "groups", "agents", "by", "asked"];

function listed(requests: readonly Approval[], wide: boolean, now: number): readonly string[] {
  if (requests.length === 0) return ["No requests"];
  return table(
    wide ? [...HEADS, "message", "id"] : HEADS,
    requests.map((one) => [
      `${one.number}`,
      one.title,
      one.state,
      one.groups.join(", "),
      `${one.agents}`,
      one.requestedBy.name,
      `${ageOf(one.requestedAt, now)} ago`,
      ...(wide ? [one.message, one.id] : []),
    ]),
  );
}
