import type { AgentDetail, ConfigFact } from "@fleethub/api";
import type { Command } from "commander";
import { answered, clientOf } from "./hub/ask.js";
import { ageOf } from "./hub/duration.js";
import { print } from "./hub/print.js";
import { type HubFlags, withHub } from "./hub/server-option.js";

/** `fleethub agent UID`: one agent. */
export function addAgent(program: Command): void {
  withHub(program.command("agent").description("tell what is known of one agent"))
    .argument("<uid>", "its instance UID")
    .action(async (uid: string, flags: HubFlags) => {
      const agent = await answered(clientOf(flags).getAgent({ params: { uid } }));
      print(flags.output, agent, () => told(agent, Date.now()));
    });
}

function told(agent: AgentDetail, now: number): readonly string[] {
  const { config, assignment, hold } = agent;
  const facts: readonly (readonly [string, string])[] = [
    ["Name", agent.name],
    ["UID", agent.uid],
    ["Software", `${agent.type} ${agent.version} on ${agent.host} (${agent.os}/${agent.arch})`],
    ["Presence", `${agent.presence}, seen ${ageOf(agent.lastSeenAt, now)} ago`],
    ["Health", agent.health],
    ["Sync", `${agent.sync}, verified by ${agent.verified}`],
    ["Group", agent.group ?? "none"],
    ["Desired", `${factName(config.desired)}. ${config.desired.why}`],
    ["Acknowledged", `${factName(config.acknowledged)} ${config.acknowledged.status ?? ""}`],
    ["Effective", `${factName(config.effective)} ${config.effective.verdict ?? ""}`],
    ["Data", agent.flow],
    ["Reason", agent.reason],
    ["Rollout", assignment === null ? "" : `${assignment.rollout}`],
    ["Held since", hold === null ? "" : `${hold.since}, by rollout ${hold.rollout}`],
    ["Labels", pairs(agent.labels)],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts
    .filter(([, value]) => value.trim() !== "")
    .map(([name, value]) => `${`${name}:`.padEnd(width + 2)}${value.trim()}`);
}

function factName({ kind, configuration, revision, hash }: ConfigFact): string {
  if (kind === "revision") return `${configuration ?? "?"} r${revision ?? "?"}`;
  return kind === "other" ? `hash ${hash ?? "unknown"}` : kind;
}

const pairs = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
