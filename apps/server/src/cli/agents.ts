import type { AgentRow } from "@fleethub/api";
import type { Command } from "commander";
import { clientOf, everyItem } from "./hub/ask.js";
import { countOf } from "./hub/count.js";
import { ageOf } from "./hub/duration.js";
import { print, table } from "./hub/print.js";
import { type HubFlags, withHub } from "./hub/server-option.js";

interface AgentsFlags extends HubFlags {
  readonly query: string;
  readonly limit?: string;
}

/** `fleethub agents`: the inventory. */
export function addAgents(program: Command): void {
  withHub(program.command("agents").description("list agents, those in trouble first"))
    .option("-q, --query <query>", "which, in the grammar of docs/query.md", "")
    .option("--limit <count>", "at most so many; left out: all")
    .action(async (flags: AgentsFlags) => {
      const client = clientOf(flags);
      const limit = flags.limit === undefined ? undefined : countOf("--limit", flags.limit);
      const read = (page: { limit: number; cursor?: string }) =>
        client.listAgents({ query: { query: flags.query, ...page } });
      const { items, total } = await everyItem(read, limit);
      const now = Date.now();
      print(flags.output, items, () => [
        ...listed(items, flags.output === "wide", now),
        ...(items.length < total ? [`${total - items.length} more are not shown`] : []),
      ]);
    });
}

const HEADS = ["name", "group", "presence", "sync", "health", "runs", "version", "seen", "reason"];
const MORE = ["uid", "host", "os", "type", "data", "items/s"];

function listed(agents: readonly AgentRow[], wide: boolean, now: number): readonly string[] {
  if (agents.length === 0) return ["No agents"];
  return table(
    wide ? [...HEADS.slice(0, -1), ...MORE, "reason"] : HEADS,
    agents.map((agent) => [
      agent.name,
      agent.group ?? "-",
      agent.presence,
      agent.sync,
      agent.health,
      agent.configuration === null ? "-" : `${agent.configuration} r${agent.revision ?? "?"}`,
      agent.version,
      ageOf(agent.lastSeenAt, now),
      ...(wide
        ? [
            agent.uid,
            agent.host,
            `${agent.os}/${agent.arch}`,
            agent.type,
            agent.flow,
            agent.itemsPerSecond === null ? "-" : agent.itemsPerSecond.toFixed(1),
          ]
        : []),
      agent.reason,
    ]),
  );
}
