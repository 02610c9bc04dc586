import type { AgentTelemetry, TelemetryReader } from "@fleethub/control-plane";
import type { AgentId } from "@fleethub/fleet";
import * as cells from "../database/cells.js";
import type { Database, Row } from "../database/database.js";
import { unpackPoints } from "../database/flow-points.js";
import { Params } from "../database/params.js";
import { isUuid } from "../database/uuid.js";

export function telemetryReader(database: Database): TelemetryReader {
  return {
    async of(agents) {
      const some = agents.filter(isUuid);
      if (some.length === 0) return [];
      const p = new Params();
      const rows = await database.query(
        `select agent_id::text as agent, facts::text as facts, encode(points, 'base64') as points
         from agent_telemetry where agent_id = any(${p.array("uuid", some)})`,
        p.values,
      );
      return rows.map(telemetryOf);
    },
  };
}

function telemetryOf(row: Row): AgentTelemetry {
  return {
    ...cells.json<Omit<AgentTelemetry, "agent" | "points">>(row, "facts"),
    agent: cells.text(row, "agent") as AgentId,
    points: unpackPoints(Buffer.from(cells.text(row, "points"), "base64")),
  };
}
