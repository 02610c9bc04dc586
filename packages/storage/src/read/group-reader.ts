import type { GroupReader, GroupRecord } from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Database, Row } from "../database/database.js";
import { Params } from "../database/params.js";
import { sqlOfScope } from "./sql-of-scope.js";

const GROUP = `name, query, description, configuration, stable::text as stable, plan::text as plan,
  protection::text as protection,
  position, version::text as version, created_at::text as created_at, created_by,
  changed_at::text as changed_at`;

/** Groups in their order, and how many agents each has. */
export function groupReader(database: Database): GroupReader {
  return {
    async list() {
      const rows = await database.query(`select ${GROUP} from groups order by position, name`);
      return rows.map(groupOf);
    },
    async get(name) {
      const p = new Params();
      const [row] = await database.query(
        `select ${GROUP} from groups where name = ${p.text(name)}`,
        p.values,
      );
      return row === undefined ? null : groupOf(row);
    },
    async counts(scope) {
      const p = new Params();
      const rows = await database.query(
        `select a.group_name, a.sync, count(*)::text as agents from agents a
         where ${sqlOfScope(scope, p)} group by a.group_name, a.sync`,
        p.values,
        "varies",
      );
      return rows.map((row) => ({
        group: cells.textOrNull(row, "group_name"),
        sync: cells.text(row, "sync"),
        agents: cells.number(row, "agents"),
      }));
    },
  };
}

function groupOf(row: Row): GroupRecord {
  return {
    name: cells.text(row, "name"),
    query: cells.text(row, "query"),
    description: cells.text(row, "description"),
    configuration: cells.textOrNull(row, "configuration"),
    stable: cells.jsonOrNull<GroupRecord["stable"]>(row, "stable"),
    plan: cells.json<GroupRecord["plan"]>(row, "plan"),
    protection: cells.jsonOrNull<GroupRecord["protection"]>(row, "protection"),
    position: cells.number(row, "position"),
    version: cells.number(row, "version"),
    createdAt: cells.number(row, "created_at"),
    createdBy: cells.text(row, "created_by"),
    changedAt: cells.number(row, "changed_at"),
  };
}
