import type { PGlite } from "@electric-sql/pglite";
import type { Database, Row, Session } from "../database/database.js";

/** One connection inside this thread: statements and transactions follow one another. */
export function embeddedDatabase(pglite: PGlite): Database {
  const session = (on: Pick<PGlite, "query">): Session => ({
    async query(text, params = []) {
      return (await on.query<Row>(text, [...params])).rows;
    },
  });
  return {
    ...session(pglite),
    async transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
      return pglite.transaction((inside) => work(session(inside)));
    },
  };
}
