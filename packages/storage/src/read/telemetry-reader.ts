import type { TelemetryReader } from "@fleethub/control-plane";
import type { AgentId } from "@fleethub/fleet";
import * as cells from "../database/cells.js";
import type { Database, Row } from "../database/database.js";
import { Params } from "../database/params.js";
import { type StoredTelemetry, telemetryOf } from "../database/stored-telemetry.js";
import { isUuid } from "../database/uuid.js";

export function telemetryReader(database: Database): TelemetryReader {
  return { of: async (agents) => (await readTelemetry(database, agents)).map(telemetryOf) };
}

/** Own telemetry of those of these agents that ever sent any, as it is stored. */
export async function readTelemetry(
  database: Database,
  agents: readonly AgentId[],
): Promise<readonly StoredTelemetry[]> {
  const some = agents.filter(isUuid);
  if (some.length === 0) return [];
  const p = new Params();
  const rows = await database.query(
    `select agent_id::text as agent, facts::text as facts, encode(points, 'base64') as points
     from agent_telemetry where agent_id = any(${p.array("uuid", some)})`,
    p.values,
  );
  return rows.map(storedOf);
}

function storedOf(row: Row): StoredTelemetry {
  return {
    ...cells.json<Omit<StoredTelemetry, "agent" | "points">>(row, "facts"),
    agent: cells.text(row, "agent") as AgentId,
    points: Uint8Array.from(Buffer.from(cells.text(row, "points"), "base64")),
  };
}
