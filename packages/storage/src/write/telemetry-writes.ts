import type { AgentTelemetry } from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { Params } from "../database/params.js";
import { storedTelemetry } from "../database/stored-telemetry.js";
import type { WriteOf } from "./report-writes.js";
import type { PendingChange } from "./write-results.js";

/** Replaces own telemetry in one statement, and the word on the agents where it is another. */
export async function setTelemetry(
  session: Session,
  writes: readonly WriteOf<"set-telemetry">[],
): Promise<readonly PendingChange[]> {
  const newest = new Map<string, AgentTelemetry>();
  for (const { agents } of writes) for (const one of agents) newest.set(one.agent, one);
  const rows = [...newest.values()].map(storedTelemetry);
  if (rows.length === 0) return [];
  const p = new Params();
  const arrays = [
    p.each("uuid", rows, ({ agent }) => agent),
    p.each("text", rows, ({ word }) => word),
    p.verbatim(
      "text",
      rows.map(({ agent: _agent, points: _points, ...facts }) => toDocument(facts)),
    ),
    p.verbatim(
      "text",
      rows.map(({ points }) => Buffer.from(points).toString("base64")),
    ),
  ];
  const updated = await session.query(
    `with d as materialized (
       select * from unnest(${arrays.join(", ")}) as d(agent, word, facts, points)),
     kept as (
       insert into agent_telemetry (agent_id, facts, points)
       select a.id, d.facts::json, decode(d.points, 'base64')
       from d join agents a on a.id = d.agent order by a.id
       on conflict (agent_id) do update set facts = excluded.facts, points = excluded.points),
     worded as (
       update agents a set flow = d.word from d where a.id = d.agent and a.flow <> d.word
       returning a.instance_uid, a.version)
     select instance_uid, version::text as version from worded`,
    p.values,
  );
  return updated.map((row) => ({
    kind: "agent.changed",
    id: cells.text(row, "instance_uid"),
    version: cells.number(row, "version"),
  }));
}
