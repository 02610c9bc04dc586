import type { SealedRows } from "@fleethub/control-plane";
import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import * as cells from "../database/cells.js";
import type { Database } from "../database/database.js";
import { bytea, Params } from "../database/params.js";
import * as schema from "../schema/index.js";
import { SEALED_NAME } from "../schema/columns.js";

interface SealedColumn {
  readonly table: string;
  readonly column: string;
  readonly key: string;
}

/** Every column made with `sealed()`, found in the schema, so that none can be forgotten. */
export const SEALED_COLUMNS: readonly SealedColumn[] = Object.values(schema).flatMap((table) => {
  if (!is(table, PgTable)) return [];
  const { name, columns } = getTableConfig(table);
  return columns
    .filter((column) => SEALED_NAME.test(column.name))
    .map((column): SealedColumn => {
      const key = columns.find(({ primary }) => primary);
      if (key === undefined) throw new Error(`${name} has sealed bytes and no key of one column.`);
      return { table: name, column: column.name, key: key.name };
    });
});

/** Sealed cells of all tables in one order: table, column, key. */
export function sealedRows(database: Database): SealedRows {
  const knownRoot = async () => {
    const [row] = await database.query(`select encode(root_sealed, 'hex') as root from hub_key`);
    return row === undefined ? null : cells.hexBytes(row, "root");
  };
  return {
    knownRoot,
    async root(fresh) {
      const p = new Params();
      await database.query(
        `insert into hub_key (root_sealed) values (${bytea(p, fresh)}) on conflict do nothing`,
        p.values,
      );
      const root = await knownRoot();
      if (root === null) throw new Error("The root was not stored.");
      return root;
    },
    async cells(after, limit) {
      const p = new Params();
      const all = SEALED_COLUMNS.map(
        ({ table, column, key }) =>
          `select ('${table}.${column}:' || ${key}::text) collate "C" as place, encode(${column}, 'hex') as sealed
           from ${table} where ${column} is not null`,
      );
      const rows = await database.query(
        `select place, sealed from (${all.join(" union all ")}) as each
         where place > ${p.text(after ?? "")} collate "C" order by place limit ${p.as("bigint", limit)}`,
        p.values,
      );
      return rows.map((row) => ({
        place: cells.text(row, "place"),
        sealed: cells.hexBytes(row, "sealed"),
      }));
    },
    async replace(changes) {
      let replaced = 0;
      for (const { place, from, to } of changes) {
        const found = SEALED_COLUMNS.find((each) => place.startsWith(prefixOf(each)));
        if (found === undefined) continue;
        const { table, column, key } = found;
        const p = new Params();
        const rows = await database.query(
          `update ${table} set ${column} = ${bytea(p, to)}
           where ${key}::text = ${p.text(place.slice(prefixOf(found).length))}
             and ${column} = ${bytea(p, from)} returning 1`,
          p.values,
        );
        replaced += rows.length;
      }
      return replaced;
    },
  };
}

const prefixOf = ({ table, column }: SealedColumn) => `${table}.${column}:`;
