import type { Database, Session } from "../database/database.js";
import { sqlState } from "../database/sql-state.js";

/** Deadlocks, serialisation failures and references that broke meanwhile are tried again this often. */
export const ATTEMPTS_MAX = 4;

/** The third: what a row refers to went while it was written, so that the next attempt leaves it out. */
const RETRIED: ReadonlySet<string> = new Set(["40001", "40P01", "23503"]);

/** A transaction that is run again where it met another one. */
export async function retried<T>(
  database: Database,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(work);
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !RETRIED.has(sqlState(error))) throw error;
    }
  }
}
