import type { AgentRecord, Arrival, Return } from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Database, Row } from "../database/database.js";
import { Params } from "../database/params.js";
import { AGENT_COLUMNS, AGENT_TABLES, agentOf } from "../read/agent-rows.js";
import { LEASE_HOLDS } from "./lease-clock.js";
import { retried } from "./retried.js";

/**
 * Takes agents for a hub and reads them afterwards, in one transaction: the lock of their rows waits for what the
 * hub before is writing, and a statement of its own sees it.
 */
export function claim(
  database: Database,
  owner: string,
  arrivals: readonly Arrival[],
): Promise<readonly (AgentRecord | null)[]> {
  if (arrivals.length === 0) return Promise.resolve([]);
  const uidsOf = (p: Params) => p.each("text", arrivals, ({ uid }) => uid);
  return retried(database, async (session) => {
    const p = new Params();
    const transports = arrivals.map(({ transport }) => transport);
    const addresses = arrivals.map(({ remoteAddress }) => remoteAddress);
    const arrays = [uidsOf(p), p.array("text", transports), p.array("text", addresses)];
    await session.query(
      `with who as (
         select distinct on (u.agent_id) u.agent_id, d.transport, d.address
         from unnest(${arrays.join(", ")}) with ordinality as d(uid, transport, address, place)
         join agent_uids u on u.uid = d.uid order by u.agent_id, d.place desc)
       update agents a set owner = ${p.text(owner)}, epoch = a.epoch + 1,
         transport = who.transport, remote_address = who.address
       from who where a.id = who.agent_id`,
      p.values,
    );
    const read = new Params();
    const rows = await session.query(
      `select d.place::text as place, ${AGENT_COLUMNS}
       from unnest(${uidsOf(read)}) with ordinality as d(uid, place)
       join agent_uids u on u.uid = d.uid join (${AGENT_TABLES}) on a.id = u.agent_id`,
      read.values,
    );
    const found = new Map<number, Row>(rows.map((row) => [cells.number(row, "place"), row]));
    return arrivals.map((_arrival, index) => {
      const row = found.get(index + 1);
      return row === undefined ? null : agentOf(row);
    });
  });
}

/** Takes agents again that this hub holds, in one statement that waits for whoever is taking them from it. */
export async function retake(
  database: Database,
  owner: string,
  returns: readonly Return[],
): Promise<readonly boolean[]> {
  if (returns.length === 0) return [];
  const p = new Params();
  const arrays = [
    p.each("uuid", returns, ({ id }) => id),
    p.each("bigint", returns, ({ epoch }) => epoch),
    p.each("text", returns, ({ transport }) => transport),
    p.each("text", returns, ({ remoteAddress }) => remoteAddress),
  ];
  const statement = `update agents a set epoch = a.epoch + 1, transport = d.transport, remote_address = d.address
    from unnest(${arrays.join(", ")}) as d(id, epoch, transport, address)
    where a.id = d.id and a.epoch = d.epoch and a.owner = ${p.text(owner)}
    returning a.id::text as id`;
  const rows = await retried(database, (session) => session.query(statement, p.values));
  const taken = new Set(rows.map((row) => cells.text(row, "id")));
  return returns.map(({ id }) => taken.has(id));
}

/** Takes agents for a hub that count as connected to one without a lease. */
export function inherit(
  database: Database,
  hub: string,
  limit: number,
): Promise<readonly AgentRecord[]> {
  return retried(database, async (session) => {
    const p = new Params();
    const name = p.text(hub);
    const taken = await session.query(
      `update agents set owner = ${name}, epoch = epoch + 1 where id in (
         select a.id from agents a
         where a.connected_at is not null and a.disconnected_at is null
           and a.owner is distinct from ${name}
           and not exists (
             select 1 from hub_leases l where l.hub = a.owner collate "C" and ${LEASE_HOLDS})
         order by a.id limit ${p.as("bigint", limit)} for update skip locked)
       returning id::text as id`,
      p.values,
    );
    if (taken.length === 0) return [];
    const read = new Params();
    const ids = taken.map((row) => cells.text(row, "id"));
    const rows = await session.query(
      `select ${AGENT_COLUMNS} from ${AGENT_TABLES} where a.id = any(${read.array("uuid", ids)})`,
      read.values,
    );
    return rows.map(agentOf);
  });
}
