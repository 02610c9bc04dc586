import type { AgentProjection, AgentRecord, FlowWord } from "@fleethub/control-plane";
import { type AgentId, type ComponentsFact, NO_ACCESS, type ReportFacts } from "@fleethub/fleet";
import * as cells from "../database/cells.js";
import type { Row } from "../database/database.js";

/** Columns of an {@link AgentRecord}, from {@link AGENT_TABLES}. */
export const AGENT_COLUMNS = `a.id::text as id, a.instance_uid, a.former_uids::text as former_uids,
  a.given_name, a.labels::text as labels, a.admission, a.enrolment, a.access::text as access, a.pin::text as pin, a.variables::text as variables, a.version::text as version,
  a.group_name, a.hold::text as hold, a.assignment::text as assignment,
  a.connection::text as connection, a.flow,
  t.outcome::text as outcome, a.outcome_version::text as outcome_version, t.report::text as report,
  a.seq::text as seq, a.capabilities::text as capabilities, a.last_seen_at::text as last_seen_at,
  a.heartbeat_interval_ms::text as heartbeat_interval_ms, a.connected_at::text as connected_at, a.disconnected_at::text as disconnected_at, a.owner,
  a.epoch::text as epoch, a.transport, a.remote_address, a.created_at::text as created_at,
  a.reported_name, a.host, a.os, a.arch, a.type, a.agent_version, a.sync, a.verified, a.health,
  a.configuration, a.revision, a.reason, t.breaches::text as breaches, s.types::text as component_types`;

/** What {@link AGENT_COLUMNS} are selected from. */
export const AGENT_TABLES = `agents a join agent_documents t on t.agent_id = a.id
  left join component_sets s on s.digest = a.component_set`;

type StoredReport = Pick<
  ReportFacts,
  "description" | "health" | "remoteConfig" | "effective" | "settings" | "reachedUrl"
> & {
  readonly components: ComponentsFact | null;
};

export function agentOf(row: Row): AgentRecord {
  const transport = cells.textOrNull(row, "transport");
  return {
    id: cells.text(row, "id") as AgentId,
    instanceUid: cells.text(row, "instance_uid"),
    formerUids: cells.json<readonly string[]>(row, "former_uids"),
    givenName: cells.textOrNull(row, "given_name"),
    labels: cells.json<AgentRecord["labels"]>(row, "labels"),
    admission: cells.text(row, "admission") as AgentRecord["admission"],
    enrolment: cells.textOrNull(row, "enrolment"),
    access: { ...NO_ACCESS, ...cells.json<AgentRecord["access"]>(row, "access") },
    pin: cells.jsonOrNull<AgentRecord["pin"]>(row, "pin"),
    variables: cells.json<AgentRecord["variables"]>(row, "variables"),
    group: cells.textOrNull(row, "group_name"),
    hold: cells.jsonOrNull<AgentRecord["hold"]>(row, "hold"),
    assignment: cells.jsonOrNull<AgentRecord["assignment"]>(row, "assignment"),
    connection: cells.jsonOrNull<AgentRecord["connection"]>(row, "connection"),
    version: cells.number(row, "version"),
    outcome: cells.json<AgentRecord["outcome"]>(row, "outcome"),
    outcomeVersion: cells.number(row, "outcome_version"),
    report: reportOf(row),
    projection: projectionOf(row),
    breaches: cells.json<AgentRecord["breaches"]>(row, "breaches"),
    flow: cells.text(row, "flow") as FlowWord,
    owner: cells.textOrNull(row, "owner"),
    epoch: cells.number(row, "epoch"),
    transport: transport === "websocket" || transport === "http" ? transport : null,
    remoteAddress: cells.text(row, "remote_address"),
    createdAt: cells.number(row, "created_at"),
  };
}

/** Lists of component types that are remembered: one for each build of the Collector. */
const TYPES_REMEMBERED_MAX = 100;

/** Thousands of agents share a list: it is read and held once. By its text. */
const typesRead = new Map<string, readonly string[]>();

function componentTypes(row: Row): readonly string[] {
  const text = cells.text(row, "component_types");
  const known = typesRead.get(text);
  if (known !== undefined) return known;
  const types = cells.json<readonly string[]>(row, "component_types");
  if (typesRead.size >= TYPES_REMEMBERED_MAX) typesRead.clear();
  typesRead.set(text, types);
  return types;
}

function reportOf(row: Row): ReportFacts {
  const stored = cells.json<StoredReport>(row, "report");
  const components =
    stored.components === null || row["component_types"] === null
      ? stored.components
      : { ...stored.components, types: componentTypes(row) };
  const heartbeatIntervalMs = cells.numberOrNull(row, "heartbeat_interval_ms");
  return {
    ...stored,
    components,
    ...(heartbeatIntervalMs !== null && { heartbeatIntervalMs }),
    seq: row["seq"] === null ? null : cells.bigintOf(row, "seq"),
    capabilities: cells.bigintOf(row, "capabilities"),
    lastSeenAt: cells.number(row, "last_seen_at"),
    connectedAt: cells.numberOrNull(row, "connected_at"),
    disconnectedAt: cells.numberOrNull(row, "disconnected_at"),
  };
}

function projectionOf(row: Row): AgentProjection {
  return {
    name: cells.text(row, "reported_name"),
    host: cells.text(row, "host"),
    os: cells.text(row, "os"),
    arch: cells.text(row, "arch"),
    type: cells.text(row, "type"),
    agentVersion: cells.text(row, "agent_version"),
    sync: cells.text(row, "sync"),
    verified: cells.text(row, "verified"),
    health: cells.text(row, "health"),
    configuration: cells.textOrNull(row, "configuration"),
    revision: cells.numberOrNull(row, "revision"),
    reason: cells.text(row, "reason"),
  };
}
