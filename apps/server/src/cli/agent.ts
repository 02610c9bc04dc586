import type { AgentDetail, ConfigFact } from "@fleethub/api";
import type { Command } from "commander";
import { type ConnectionFlags, connectionAsked, connectionFacts } from "./agent-connection.js";
import { answered, clientOf } from "./hub/ask.js";
import { ageOf } from "./hub/duration.js";
import { print } from "./hub/print.js";
import { type HubFlags, withHub } from "./hub/server-option.js";
import { spoken } from "../spoken.js";

/** `fleethub agent UID`: one agent. Flags that decide about its connections are asked of the hub first. */
export function addAgent(program: Command): void {
  withHub(
    program
      .command("agent")
      .description("tell what is known of one agent, or how it is to connect"),
  )
    .argument("<uid>", "its instance UID")
    .option("--heartbeat <time>", "how often it reports, such as 10s; unset: say nothing of it")
    .option("--own-metrics <where>", "hub, an OTLP/HTTP address with its path, or off")
    .option("--own-traces <where>", "an OTLP/HTTP address with its path, or off")
    .option("--own-logs <where>", "an OTLP/HTTP address with its path, or off")
    .action(async (uid: string, flags: HubFlags & ConnectionFlags) => {
      const client = clientOf(flags);
      const body = connectionAsked(flags);
      const params = { uid };
      const agent = await answered(
        body === null ? client.getAgent({ params }) : client.connectAgent({ params, body }),
      );
      print(flags.output, agent, () => told(agent, Date.now()));
    });
}

function told(agent: AgentDetail, now: number): readonly string[] {
  const { config, assignment, hold } = agent;
  const facts: readonly (readonly [string, string])[] = [
    ["Name", agent.name],
    ["UID", agent.uid],
    ["Software", `${agent.type} ${agent.version} on ${agent.host} (${agent.os}/${agent.arch})`],
    ["Presence", `${spoken(agent.presence)}${seen(agent, now)}`],
    ["Health", agent.health],
    ["Sync", `${spoken(agent.sync)}, ${VERIFIED[agent.verified]}`],
    ["Group", agent.group ?? "none"],
    ["Desired", `${factName(config.desired)}. ${config.desired.why}`],
    ["Acknowledged", `${factName(config.acknowledged)} ${statusWord(config.acknowledged.status)}`],
    ["Effective", `${factName(config.effective)} ${spoken(config.effective.verdict ?? "")}`],
    ["Data", spoken(agent.flow)],
    ["Reason", agent.reason],
    ["Rollout", assignment === null ? "" : `${assignment.rollout}`],
    ["Held since", hold === null ? "" : `${hold.since}, by rollout ${hold.rollout}`],
    ["Labels", pairs(agent.labels)],
    ...connectionFacts(agent, now),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts
    .filter(([, value]) => value.trim() !== "")
    .map(([name, value]) => `${`${name}:`.padEnd(width + 2)}${value.trim()}`);
}

function factName({ kind, configuration, revision, hash }: ConfigFact): string {
  if (kind === "revision") return `${configuration ?? "?"} r${revision ?? "?"}`;
  if (kind !== "other") return kind;
  return hash === null ? "another configuration" : `hash ${hash}`;
}

const seen = ({ lastSeenAt }: Pick<AgentDetail, "lastSeenAt">, now: number): string =>
  lastSeenAt === null ? "" : `, seen ${ageOf(lastSeenAt, now)} ago`;

/** An agent that acknowledged nothing says "unset". */
function statusWord(status: AgentDetail["config"]["acknowledged"]["status"]): string {
  return status === null || status === "unset" ? "" : status;
}

const VERIFIED: Readonly<Record<AgentDetail["verified"], string>> = {
  effective: "verified by its effective config",
  acknowledged: "verified by acknowledgement only",
  none: "not verified",
};

const pairs = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
