import type { Sql, TransactionSql } from "postgres";
import type { Database, Row, Session } from "../database/database.js";
import type { Availability } from "./availability.js";

/** A pool of connections behind the availability guard; `pool` gives the one of the moment. */
export function postgresDatabase(pool: () => Sql, availability: Availability): Database {
  const { query, transaction } = unguardedDatabase(pool);
  return {
    query: (text, params, kind) => availability.call(() => query(text, params, kind)),
    transaction: (work) => availability.call(() => transaction(work)),
  };
}

/** The same without a guard and its time limit: for what is done once, before anybody waits for an answer. */
export function unguardedDatabase(pool: () => Sql): Database {
  return {
    query: (text, params, kind) => run(pool(), text, params, kind),
    transaction: async <T>(work: (session: Session) => Promise<T>) => {
      // The driver's type unwraps arrays of promises, which `work` never returns.
      let answer: { readonly value: T } | undefined;
      await pool().begin(async (inside) => {
        const session: Session = {
          query: (text, params, kind) => run(inside, text, params, kind),
        };
        answer = { value: await work(session) };
      });
      if (answer === undefined) throw new Error("The transaction ended without its work.");
      return answer.value;
    },
  };
}

async function run(
  on: Sql | TransactionSql,
  text: string,
  params: readonly (string | null)[] = [],
  kind: "fixed" | "varies" = "fixed",
): Promise<readonly Row[]> {
  return on.unsafe<Row[]>(text, [...params], { prepare: kind === "fixed" });
}
