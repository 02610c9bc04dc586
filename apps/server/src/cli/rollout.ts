import type { Command } from "commander";
import { addList, addShow } from "./rollout/list.js";
import { addStart } from "./rollout/start.js";
import { addSteering } from "./rollout/steer.js";
import { addWatch } from "./rollout/watch.js";

/** `fleethub rollout …`: bring a revision to a group, look at it, steer it. */
export function addRollout(program: Command): void {
  const rollout = program
    .command("rollout")
    .description("bring a revision to a group of agents wave by wave, watch it, steer it");
  for (const add of [addStart, addList, addShow, addWatch, addSteering]) add(rollout);
}
