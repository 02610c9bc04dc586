import type { Change, ChangeKind } from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Database } from "../database/database.js";
import { Params } from "../database/params.js";

/** Changes after `after` in order; null where the log no longer reaches back, or never reached so far. */
export async function readChanges(
  database: Database,
  after: number,
  limit: number,
): Promise<readonly Change[] | null> {
  const p = new Params();
  const from = p.as("bigint", after);
  const rows = await database.query(
    `select h.change::text as newest, h.change_floor::text as floor, c.sequence::text as sequence,
       c.kind, c.id, c.version::text as version
     from log_head h left join lateral (
       select * from change_log where sequence > ${from} order by sequence limit ${p.as("bigint", limit)}) c
     on true order by c.sequence`,
    p.values,
  );
  const [head] = rows;
  if (head === undefined) return null;
  if (after < cells.number(head, "floor") || after > cells.number(head, "newest")) return null;
  return rows
    .filter((row) => row["sequence"] !== null)
    .map((row) => ({
      sequence: cells.number(row, "sequence"),
      kind: cells.text(row, "kind") as ChangeKind,
      id: cells.text(row, "id"),
      version: cells.number(row, "version"),
    }));
}
