import type { Command } from "commander";
import { addAnswers } from "./approvals/answer.js";
import { addList, addShow } from "./approvals/list.js";
import { addProtect } from "./approvals/protect.js";

/** `fleethub approvals …`: who asks for what, and the answers. */
export function addApprovals(program: Command): void {
  const approvals = program
    .command("approvals")
    .description("changes of protected groups: list them, look at them, answer them");
  for (const add of [addList, addShow, addAnswers, addProtect]) add(approvals);
}
