import type { AgentId } from "@fleethub/fleet";
import {
  BREACH_COLUMNS,
  breachCells,
  componentSet,
  OUTCOME_COLUMN,
  PROJECTION_COLUMNS,
  projectionCells,
  REPORT_COLUMNS,
  reportCells,
} from "../database/agent-columns.js";
import type { Cell, Column } from "../database/agent-columns.js";
import {
  INTENT_FIELDS,
  intentCells,
  intentColumns,
  namedFields,
} from "../database/intent-columns.js";
import * as cells from "../database/cells.js";
import type { Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { Params } from "../database/params.js";
import { addComponentSets } from "./report-writes.js";
import type { WriteOf } from "./report-writes.js";
import { castOf, rowsOf, updateAgents, type UpdatedAgent } from "./update-agents.js";
import { conflict } from "./write-results.js";
import type { PendingChange } from "./write-results.js";

const NEW_COLUMNS: readonly Column[] = [
  { name: "id", type: "uuid" },
  { name: "instance_uid", type: "text" },
  { name: "former_uids", type: "text", stored: "json" },
  { name: "created_at", type: "bigint" },
  { name: "version", type: "bigint" },
  OUTCOME_COLUMN,
  { name: "outcome_version", type: "bigint" },
  { name: "owner", type: "text" },
  { name: "epoch", type: "bigint" },
  { name: "transport", type: "text" },
  { name: "remote_address", type: "text" },
  ...intentColumns(INTENT_FIELDS),
  ...REPORT_COLUMNS,
  ...PROJECTION_COLUMNS,
  ...BREACH_COLUMNS,
  { name: "flow", type: "text" },
];

/** Adds agents in one statement. The first that is there already refuses all. */
export async function addAgents(
  session: Session,
  writes: readonly WriteOf<"add-agent">[],
): Promise<readonly PendingChange[]> {
  const agents = writes.map((write) => write.agent);
  await addComponentSets(
    session,
    agents.map((agent) => componentSet(agent.report)),
  );
  const rows: (readonly Cell[])[] = agents.map((agent) => [
    agent.id,
    agent.instanceUid,
    toDocument(agent.formerUids),
    agent.createdAt,
    agent.version,
    toDocument(agent.outcome),
    agent.outcomeVersion,
    agent.owner,
    agent.epoch,
    agent.transport,
    agent.remoteAddress,
    ...intentCells(agent, INTENT_FIELDS),
    ...reportCells(agent.report),
    ...projectionCells(agent.projection),
    ...breachCells(agent.breaches),
    agent.flow,
  ]);
  const params = new Params();
  const arrays = NEW_COLUMNS.map((column, index) =>
    rowsOf(
      params,
      column,
      rows.map((row) => row[index] ?? null),
    ),
  );
  const all = NEW_COLUMNS.map((column) => `"${column.name}"`).join(", ");
  const rowColumns = NEW_COLUMNS.filter((column) => column.table === undefined);
  const names = rowColumns.map((column) => `"${column.name}"`).join(", ");
  const values = rowColumns.map((column) => `d."${column.name}"${castOf(column)}`).join(", ");
  const added = await session.query(
    `with d as materialized (select * from rows from (${arrays.join(", ")}) as d(${all})),
     added as (
       insert into agents (${names}) select ${values} from d on conflict do nothing returning id),
     documented as (
       insert into agent_documents (agent_id, outcome, report, breaches)
       select added.id, d.outcome::json, d.report::json, d.breaches::json from d join added on added.id = d.id)
     select id::text as id from added`,
    params.values,
  );
  const there = new Set(added.map((row) => cells.text(row, "id")));
  for (const agent of agents) {
    if (!there.delete(agent.id)) throw conflict("add-agent", agent.id, "exists");
  }
  const [refused] = await addUids(
    session,
    agents.flatMap((agent) =>
      [agent.instanceUid, ...agent.formerUids].map((uid) => ({ uid, agent: agent.id })),
    ),
  );
  if (refused !== undefined) throw conflict("add-agent", refused, "exists");
  return agents.map((agent) => ({
    kind: "agent.changed",
    id: agent.instanceUid,
    version: agent.version,
  }));
}

/** Returns the agents one of whose UIDs belongs to another agent. What a hub gave ends where an agent has it. */
async function addUids(
  session: Session,
  pairs: readonly { readonly uid: string; readonly agent: AgentId }[],
): Promise<readonly string[]> {
  const params = new Params();
  const uids = params.each("text", pairs, (pair) => pair.uid);
  const agents = params.each("uuid", pairs, (pair) => pair.agent);
  await session.query(
    `with taken as (delete from given_uids where uid in (select uid from unnest(${uids}) as d(uid)))
     insert into agent_uids (uid, agent_id) select uid, agent from unnest(${uids}, ${agents}) as d(uid, agent)
     on conflict do nothing`,
    params.values,
  );
  const rows = await session.query(
    `select d.agent::text as agent
     from unnest(${uids}, ${agents}) with ordinality as d(uid, agent, place)
     join agent_uids u on u.uid = d.uid where u.agent_id <> d.agent order by d.place`,
    params.values,
  );
  return rows.map((row) => cells.text(row, "agent"));
}

/** Changes what was decided, each on the version that was read. The first that is stale refuses all. */
export async function setIntents(
  session: Session,
  writes: readonly WriteOf<"set-intent">[],
): Promise<readonly PendingChange[]> {
  // Changes that name the same members share a statement.
  const alike = new Map<string, WriteOf<"set-intent">[]>();
  for (const write of writes) {
    const shape = namedFields(write).join();
    const some = alike.get(shape);
    if (some === undefined) alike.set(shape, [write]);
    else some.push(write);
  }
  const changes: PendingChange[] = [];
  for (const some of alike.values()) changes.push(...(await setAlike(session, some)));
  return changes;
}

async function setAlike(
  session: Session,
  writes: readonly WriteOf<"set-intent">[],
): Promise<readonly PendingChange[]> {
  const [first] = writes;
  if (first === undefined) return [];
  const fields = namedFields(first);
  const updated = await updateAgents(
    session,
    "version",
    intentColumns(fields),
    writes.map((write) => ({
      id: write.id,
      guard: write.expect,
      cells: intentCells(write, fields),
    })),
    ["version = a.version + 1"],
  );
  return await changesOf(session, writes, updated);
}

/** Writes outcomes, each on the version it was reduced from. The first that is stale refuses all. */
export async function setOutcomes(
  session: Session,
  writes: readonly WriteOf<"set-outcome">[],
): Promise<readonly PendingChange[]> {
  const updated = await updateAgents(
    session,
    "outcome_version",
    [OUTCOME_COLUMN, ...PROJECTION_COLUMNS],
    writes.map((write) => ({
      id: write.id,
      guard: write.expect,
      cells: [toDocument(write.outcome), ...projectionCells(write.projection)],
    })),
    ["outcome_version = a.outcome_version + 1"],
  );
  return await changesOf(session, writes, updated);
}

/** What was changed, unless one of the writes met another version. */
async function changesOf(
  session: Session,
  writes: readonly (WriteOf<"set-intent"> | WriteOf<"set-outcome">)[],
  updated: readonly UpdatedAgent[],
): Promise<readonly PendingChange[]> {
  const there = new Set(updated.map((one) => one.id));
  const stale = writes.find((write) => !there.has(write.id));
  if (stale !== undefined) throw await refusal(session, stale.kind, stale.id);
  return updated.map((one) => one.change);
}

/** Forgets an agent with its UIDs and its timeline. */
export async function forgetAgent(
  session: Session,
  write: WriteOf<"forget-agent">,
): Promise<readonly PendingChange[]> {
  const params = new Params();
  const rows = await session.query(
    `delete from agents where id = ${params.as("uuid", write.id)}
     and version = ${params.as("bigint", write.expect)} returning instance_uid`,
    params.values,
  );
  const row = rows[0];
  if (row === undefined) throw await refusal(session, write.kind, write.id);
  return [{ kind: "agent.forgotten", id: cells.text(row, "instance_uid"), version: write.expect }];
}

/** The agent goes on under another instance UID; the old one resolves to it ever after. */
export async function renameUid(
  session: Session,
  write: WriteOf<"rename-uid">,
): Promise<readonly PendingChange[]> {
  const read = new Params();
  const [agent] = await session.query(
    `select instance_uid, former_uids::text as former_uids, version::text as version
     from agents where id = ${read.as("uuid", write.id)} for update`,
    read.values,
  );
  if (agent === undefined) throw conflict(write.kind, write.id, "missing");
  if (cells.text(agent, "instance_uid") !== write.from) {
    throw conflict(write.kind, write.id, "version");
  }
  const refused = await addUids(session, [{ uid: write.to, agent: write.id }]);
  if (refused.length > 0) throw conflict(write.kind, write.id, "exists");
  const former = cells.json<readonly string[]>(agent, "former_uids");
  const params = new Params();
  const formerUids = toDocument([...former.filter((uid) => uid !== write.to), write.from]);
  await session.query(
    `update agents set instance_uid = ${params.text(write.to)},
     former_uids = ${params.as("json", formerUids)} where id = ${params.as("uuid", write.id)}`,
    params.values,
  );
  const version = cells.number(agent, "version");
  return [
    { kind: "agent.renamed", id: write.from, version },
    { kind: "agent.changed", id: write.to, version },
  ];
}

async function refusal(
  session: Session,
  kind: "set-intent" | "set-outcome" | "forget-agent",
  id: AgentId,
): Promise<Error> {
  const params = new Params();
  const rows = await session.query(
    `select 1 from agents where id = ${params.as("uuid", id)}`,
    params.values,
  );
  return conflict(kind, id, rows.length === 0 ? "missing" : "version");
}
