import { createHash } from "node:crypto";
import { type AgentProjection, type AgentRecord, brokenPolicies } from "@fleethub/control-plane";
import type { ReportFacts } from "@fleethub/fleet";
import { foldCase, versionKey } from "@fleethub/fleet/query";
import { toDocument } from "./document.js";
import { arrayLiteral } from "./params.js";
import { storable } from "./text.js";

export type Cell = string | number | bigint | null;

/** Column name, the type its array travels as, and the type it is stored as where that differs. */
export interface Column {
  readonly name: string;
  /** `json`: documents that are never null, which travel as one array as they are. */
  readonly type: "text" | "bigint" | "numeric" | "integer" | "uuid" | "json";
  readonly stored?: "json" | "jsonb" | "text[]";
  /** Where it is not in `agents` itself. */
  readonly table?: "agent_documents";
}

const text = (name: string): Column => ({ name, type: "text" });

export const OUTCOME_COLUMN: Column = {
  name: "outcome",
  type: "json",
  table: "agent_documents",
};

/** The columns of {@link projectionCells}, in order. */
export const PROJECTION_COLUMNS: readonly Column[] = [
  ...["reported_name", "host", "os", "arch", "type", "agent_version"].flatMap((name) => [
    text(name),
    text(`${name}_folded`),
  ]),
  ...["agent_version_key", "sync", "verified", "health", "configuration"].map(text),
  text("configuration_folded"),
  { name: "revision", type: "integer" },
  text("reason"),
];

export function projectionCells(of: AgentProjection): readonly Cell[] {
  return [
    ...[of.name, of.host, of.os, of.arch, of.type, of.agentVersion].flatMap((value) => [
      value,
      foldCase(value),
    ]),
    versionKey(of.agentVersion),
    of.sync,
    of.verified,
    of.health,
    of.configuration,
    foldCase(of.configuration ?? ""),
    of.revision,
    of.reason,
  ];
}

/** AgentCapabilities.ReportsHeartbeat of the specification. */
const REPORTS_HEARTBEAT = 0x2000n;

/** The columns of {@link reportCells}, in order. */
export const REPORT_COLUMNS: readonly Column[] = [
  { name: "report", type: "json", table: "agent_documents" },
  { name: "seq", type: "numeric" },
  { name: "capabilities", type: "numeric" },
  { name: "reports_heartbeat", type: "integer" },
  { name: "heartbeat_interval_ms", type: "bigint" },
  { name: "last_seen_at", type: "bigint" },
  { name: "connected_at", type: "bigint" },
  { name: "disconnected_at", type: "bigint" },
  { name: "attributes_folded", type: "json", stored: "jsonb" },
  text("component_set"),
  text("effective_digest"),
];

export function reportCells(report: ReportFacts): readonly Cell[] {
  const { description, health, remoteConfig, effective, components, settings, reachedUrl } = report;
  const set = componentSet(report);
  const parts = {
    description,
    health,
    remoteConfig,
    effective,
    components:
      set === null || components === null
        ? components
        : { hash: components.hash, listed: components.listed },
    settings,
    reachedUrl,
  };
  return [
    toDocument(parts),
    report.seq,
    report.capabilities,
    (report.capabilities & REPORTS_HEARTBEAT) === 0n ? 0 : 1,
    report.heartbeatIntervalMs ?? null,
    report.lastSeenAt,
    report.connectedAt,
    report.disconnectedAt,
    foldedDocument(description?.attributes ?? {}),
    set?.digest ?? null,
    effective?.digest ?? null,
  ];
}

export interface ComponentSet {
  readonly digest: string;
  readonly types: readonly string[];
}

/** Sets by the array they were made of: thousands of agents share one. */
const componentSets = new WeakMap<readonly string[], ComponentSet>();

/** The list of component types as it is stored once for all agents that report it; null where it is empty. */
export function componentSet(report: ReportFacts): ComponentSet | null {
  const types = report.components?.types;
  if (types === undefined || types.length === 0) return null;
  const known = componentSets.get(types);
  if (known !== undefined) return known;
  const digest = createHash("sha256").update(JSON.stringify(types)).digest("hex");
  const made = { digest, types };
  componentSets.set(types, made);
  return made;
}

/** Labels or attributes for queries: values folded, keys as they are. */
export function foldedDocument(values: Readonly<Record<string, string>>): string {
  return toDocument(
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, foldCase(value)])),
  );
}

/** The columns of {@link breachCells}, in order. */
export const BREACH_COLUMNS: readonly Column[] = [
  { name: "policies", type: "text", stored: "text[]" },
  { name: "breaches", type: "text", stored: "json", table: "agent_documents" },
];

export function breachCells(breaches: AgentRecord["breaches"]): readonly Cell[] {
  return [arrayLiteral(brokenPolicies(breaches).map(storable)), toDocument(breaches)];
}
