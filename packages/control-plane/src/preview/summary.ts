import { sayAgents, sayNumber } from "@fleethub/fleet";
import type { Preview } from "./preview.js";

/** "1 agent stays", "2 agents stay". */
const agents = (count: number, one: string, many: string) =>
  `${sayAgents(count)} ${count === 1 ? one : many}`;

/** A preview in sentences, the most important first. */
export function summaryOf(preview: Omit<Preview, "summary">): readonly string[] {
  const { moved, restarts, obstacles, sameMeaning, keepRunning, riskier, notReached } = preview;
  const blocked = obstacles
    .filter(({ severity }) => severity === "block")
    .reduce((sum, each) => sum + each.agents, 0);
  const warned = obstacles
    .filter(({ severity, kind }) => severity === "warn" && kind === "policy")
    .reduce((sum, each) => sum + each.agents, 0);
  const forced = obstacles
    .filter(({ severity, kind }) => severity === "warn" && kind !== "policy")
    .reduce((sum, each) => sum + each.agents, 0);
  const comeAndGo = moved.reduce((sum, each) => sum + each.agents, 0);
  const kept = notReached.pinned.agents + notReached.held.agents;
  return [
    changed(preview),
    restarted(restarts.now.agents, restarts.onReturn.agents),
    comeAndGo > 0 ? `${agents(comeAndGo, "changes", "change")} group.` : "",
    blocked > 0 ? `${agents(blocked, "will", "will")} not get it: see why.` : "",
    warned > 0
      ? `${agents(warned, "breaks", "break")} a policy by it, which warns and lets it through.`
      : "",
    forced > 0
      ? `${agents(forced, "gets", "get")} it by force, though by its own report it cannot run there.`
      : "",
    keepRunning.agents > 0
      ? `Of ${agents(keepRunning.agents, "nothing is wanted any more; it keeps running what it runs", "nothing is wanted any more; they keep running what they run")}.`
      : "",
    sameMeaning.agents > 0
      ? `For ${agents(sameMeaning.agents, "it means what it runs", "it means what they run")} already: nothing restarts there.`
      : "",
    kept > 0
      ? `${agents(kept, "stays where it is", "stay where they are")} by a pin or a hold.`
      : "",
    riskier.words,
  ].filter((sentence) => sentence !== "");
}

function changed({ changed: count, atOnce, inRollout, rollout }: Omit<Preview, "summary">): string {
  if (count === 0) return "No agent gets another configuration.";
  if (inRollout === 0) return `${agents(count, "gets", "get")} another configuration at once.`;
  const waves = rollout?.waves.length ?? 0;
  const how = `in ${waves === 1 ? "one wave" : `${waves} waves`}`;
  const direct = atOnce > 0 ? `, ${agents(atOnce, "at once", "at once")}` : "";
  return `${agents(inRollout, "gets", "get")} another configuration by a rollout ${how}${direct}.`;
}

function restarted(now: number, onReturn: number): string {
  if (now + onReturn === 0) return "";
  const back = onReturn === 1 ? "when it is back" : "when they are back";
  if (now === 0) return `${collectors(onReturn)} ${back}.`;
  return `${collectors(now)}${onReturn > 0 ? ` and ${sayNumber(onReturn)} ${back}` : ""}.`;
}

function collectors(count: number): string {
  return count === 1 ? "1 Collector restarts" : `${sayNumber(count)} Collectors restart`;
}
