import { AGENT_SETTINGS } from "@fleethub/fleet";
import type { Params } from "../database/params.js";

/** `presenceOf` of fleet in SQL, with its default settings: presence of the row `a` at `now`. */
export function presenceSql(params: Params, now: number): string {
  const staleAfterMs = AGENT_SETTINGS.heartbeatIntervalMs * AGENT_SETTINGS.staleIntervals;
  return `case
    when a.connected_at is null then 'never-seen'
    when a.disconnected_at is not null then 'disconnected'
    when (a.reports_heartbeat = 1 or coalesce(a.transport = 'http', false))
      and ${params.as("bigint", now)} > a.last_seen_at + ${params.as("bigint", staleAfterMs)} then 'stale'
    else 'connected' end`;
}
