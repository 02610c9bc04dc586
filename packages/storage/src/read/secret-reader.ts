import type { SecretReader, SecretRecord, SecretValueIds } from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Database, Row } from "../database/database.js";
import { Params } from "../database/params.js";

const COLUMNS = `name, description, reach, value, value_changed_at::text as value_changed_at,
  version::text as version, created_at::text as created_at, created_by, changed_at::text as changed_at`;

export function secretReader(database: Database): SecretReader {
  return {
    async list() {
      const rows = await database.query(`select ${COLUMNS} from secrets order by name`);
      return rows.map(secretOf);
    },
    async get(name) {
      const p = new Params();
      const [row] = await database.query(
        `select ${COLUMNS} from secrets where name = ${p.text(name)}`,
        p.values,
      );
      return row === undefined ? null : secretOf(row);
    },
    async values() {
      const rows = await database.query(
        `select id, secret, encode(sealed, 'hex') as sealed, created_at::text as created_at
         from secret_values order by id`,
      );
      return rows.map((row) => ({
        id: cells.text(row, "id"),
        secret: cells.text(row, "secret"),
        sealed: cells.hexBytes(row, "sealed"),
        createdAt: cells.number(row, "created_at"),
      }));
    },
    async namedBy(hash) {
      const p = new Params();
      const [row] = await database.query(
        `select ids::text as ids from named_secrets where hash = ${p.text(hash)}`,
        p.values,
      );
      return row === undefined ? null : cells.json<SecretValueIds>(row, "ids");
    },
  };
}

function secretOf(row: Row): SecretRecord {
  return {
    name: cells.text(row, "name"),
    description: cells.text(row, "description"),
    reach: cells.textOrNull(row, "reach"),
    value: cells.text(row, "value"),
    valueChangedAt: cells.number(row, "value_changed_at"),
    version: cells.number(row, "version"),
    createdAt: cells.number(row, "created_at"),
    createdBy: cells.text(row, "created_by"),
    changedAt: cells.number(row, "changed_at"),
  };
}
