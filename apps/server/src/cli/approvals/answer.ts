import type { ApiResult, ApprovalDetail, Client } from "@fleethub/api";
import type { Command } from "commander";
import { answered, clientOf } from "../hub/ask.js";
import { print } from "../hub/print.js";
import { type HubFlags, withHub } from "../hub/server-option.js";

interface Said extends HubFlags {
  readonly hash?: string;
  readonly reason?: string;
  readonly comment?: string;
}

interface Answer {
  readonly name: string;
  readonly help: string;
  /** What it is told with. */
  readonly option: "--hash" | "--reason" | "--comment";
  run(client: Client, id: string, said: Said): Promise<ApiResult<ApprovalDetail>>;
}

const HELP: Readonly<Record<Answer["option"], string>> = {
  "--hash": "of what you looked at, as approvals show tells it",
  "--reason": "stays with the request and in the audit log",
  "--comment": "stays with the request and in the audit log",
};

const ANSWERS: readonly Answer[] = [
  {
    name: "approve",
    help: "approve what you looked at; it is done at once, in the requester's name",
    option: "--hash",
    run: (client, id, { hash = "", comment = "" }) =>
      client.approveRequest({ params: { id }, body: { hash, comment } }),
  },
  {
    name: "reject",
    help: "say no",
    option: "--reason",
    run: (client, id, { reason = "" }) =>
      client.rejectRequest({ params: { id }, body: { reason } }),
  },
  {
    name: "break-glass",
    help: "do it at once without approval, in an emergency; everyone sees it",
    option: "--reason",
    run: (client, id, { reason = "" }) => client.breakGlass({ params: { id }, body: { reason } }),
  },
  {
    name: "withdraw",
    help: "take an own request back",
    option: "--comment",
    run: (client, id, { comment = "" }) =>
      client.withdrawRequest({ params: { id }, body: { comment } }),
  },
  {
    name: "acknowledge",
    help: "say that you looked at what was done without approval",
    option: "--comment",
    run: (client, id, { comment = "" }) =>
      client.acknowledgeBreakGlass({ params: { id }, body: { comment } }),
  },
];

/** `fleethub approvals approve | reject | break-glass | withdraw | acknowledge | comment`. */
export function addAnswers(approvals: Command): void {
  for (const { name, help, option, run } of ANSWERS) {
    const command = withHub(approvals.command(name).description(help)).argument(
      "<request>",
      "its number or id",
    );
    const flag = `${option} <${option.slice(2)}>`;
    if (option === "--comment") command.option(flag, HELP[option]);
    else command.requiredOption(flag, HELP[option]);
    if (name === "approve") command.option("--comment <comment>", HELP["--comment"]);
    command.action(async (id: string, said: Said) => told(said, run(clientOf(said), id, said)));
  }
  withHub(approvals.command("comment").description("say something about a request"))
    .argument("<request>", "its number or id")
    .argument("<text>", "what you say")
    .action(async (id: string, text: string, flags: HubFlags) =>
      told(flags, clientOf(flags).commentRequest({ params: { id }, body: { text } })),
    );
}

async function told(flags: HubFlags, call: Promise<ApiResult<ApprovalDetail>>): Promise<void> {
  const request = await answered(call);
  const { number, title, state, result } = request;
  print(flags.output, request, () => [
    `Request ${number}: ${title} (${state})`,
    ...(result === null ? [] : [`It led to ${result.kind} ${result.id}.`]),
  ]);
}
