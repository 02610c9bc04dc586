import { AGENT_SETTINGS } from "@fleethub/fleet";
import type { Params } from "../database/params.js";

/** `presenceOf` of fleet in SQL, with its default settings: presence of the row `a` at `now`. */
export function presenceSql(params: Params, now: number): string {
  const { heartbeatIntervalMs, staleIntervals } = AGENT_SETTINGS;
  return `case
    when a.connected_at is null then 'never-seen'
    when a.disconnected_at is not null then 'disconnected'
    when (a.reports_heartbeat = 1 or coalesce(a.transport = 'http', false))
      and ${params.as("bigint", now)} > a.last_seen_at
        + coalesce(a.heartbeat_interval_ms, ${params.as("bigint", heartbeatIntervalMs)}) * ${staleIntervals} then 'stale'
    else 'connected' end`;
}
