import type { Command } from "commander";
import { answered, clientOf } from "../hub/ask.js";
import { print } from "../hub/print.js";
import { type HubFlags, withHub } from "../hub/server-option.js";
import { askForApproval } from "./ask.js";

/** `fleethub approvals protect | unprotect`. */
export function addProtect(approvals: Command): void {
  withHub(
    approvals
      .command("protect")
      .description("from now on, changes of this group need the approval of somebody else"),
  )
    .argument("<group>", "its name")
    .action(async (name: string, flags: HubFlags) => {
      const body = { approvals: 1 } as const;
      const group = await answered(clientOf(flags).protectGroup({ params: { name }, body }));
      print(flags.output, group, () => [`${name} is protected.`]);
    });
  withHub(
    approvals
      .command("unprotect")
      .description("ask that the protection of a group be lifted; somebody else has to approve"),
  )
    .argument("<group>", "its name")
    .requiredOption("--request <message>", "says to whoever answers what it is for")
    .action(async (name: string, { request, ...flags }: HubFlags & { readonly request: string }) =>
      askForApproval(flags, "lift-protection", { name }, request),
    );
}
