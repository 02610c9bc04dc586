import type { AgentSort } from "@fleethub/control-plane";
import { TROUBLE_ORDER } from "@fleethub/control-plane";
import type { Params } from "../database/params.js";
import { presenceSql } from "./presence.js";

/** How a sort begins; the name and the id follow. */
export interface FirstKey {
  readonly sql: string;
  /** What the parameter of a cursor is cast to. */
  readonly type: "text" | "integer" | "bigint";
}

/** The first part of the sort key over `agents a`. A version that is none comes before all that are. */
export function firstKey(by: AgentSort, params: Params, now: number): FirstKey {
  switch (by) {
    case "trouble":
      return { sql: troubleSql(params, now), type: "integer" };
    case "name":
      return { sql: "''", type: "text" };
    case "version":
      return { sql: "coalesce(a.agent_version_key, '')", type: "text" };
    case "lastSeen":
      return { sql: "a.last_seen_at", type: "bigint" };
    default:
      return { sql: `a.${by}`, type: "text" };
  }
}

/** Presence is worked out only where nothing worse is known. */
function troubleSql(params: Params, now: number): string {
  const presence = presenceSql(params, now);
  const places = TROUBLE_ORDER.map((word, place) => {
    if (word === "none") return `else ${place}`;
    const holds =
      word === "stale" || word === "disconnected"
        ? `(${presence}) = '${word}'`
        : `a.sync = '${word}' or a.health = '${word}'`;
    return `when ${holds} then ${place}`;
  });
  return `(case ${places.join(" ")} end)`;
}
