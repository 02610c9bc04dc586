import type { AgentRow } from "@fleethub/api";

/** A row for tests; `n` makes it unlike the others. */
export function row(n: number, over: Partial<AgentRow> = {}): AgentRow {
  return {
    uid: `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`,
    name: `agent-${n}`,
    host: `host-${n}`,
    os: "linux",
    arch: "amd64",
    type: "otelcol",
    version: "0.149.0",
    presence: "connected",
    sync: "in-sync",
    verified: "effective",
    health: "healthy",
    group: null,
    configuration: "edge",
    revision: 1,
    labels: {},
    flow: "not-reported",
    itemsPerSecond: null,
    sparkline: [],
    lostShare: null,
    lastSeenAt: "2026-11-23T08:15:30.000Z",
    reason: "",
    ...over,
  };
}

/** Rows 0 to `count` - 1. */
export function rows(count: number): readonly AgentRow[] {
  return Array.from({ length: count }, (_, n) => row(n));
}
