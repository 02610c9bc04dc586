import postgres from "postgres";
import { unguardedDatabase } from "../postgres/database.js";
import { addressOf, unreachable } from "../postgres/open.js";
import { CONNECT_TIMEOUT_MS } from "../postgres/settings.js";
import type { OpenedDatabase } from "./opened-database.js";

/** A PostgreSQL over one connection whose transactions are read-only. */
export async function openServer(where: {
  readonly url: string;
  readonly owner: string;
}): Promise<OpenedDatabase> {
  let address = "the address in DATABASE_URL";
  try {
    const sql = postgres(where.url, {
      max: 1,
      connect_timeout: CONNECT_TIMEOUT_MS / 1000,
      fetch_types: false,
      onnotice: () => {},
      connection: {
        application_name: `fleethub ${where.owner}`.slice(0, 63),
        default_transaction_read_only: true,
      },
    });
    address = addressOf(sql);
    const close = () => sql.end({ timeout: 1 }).catch(() => {});
    const database = unguardedDatabase(() => sql);
    try {
      await database.query("select 1");
    } catch (error) {
      await close();
      throw error;
    }
    return { read: { database, place: `PostgreSQL at ${address}`, close } };
  } catch (error) {
    return { problem: unreachable(address, error) };
  }
}
