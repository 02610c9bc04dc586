import postgres from "postgres";
import { ChangeHints } from "../change-hints.js";
import { portsOver } from "../ports-over.js";
import type { Opened, OpenProblem } from "../storage.js";
import { Availability } from "./availability.js";
import { awayness } from "./away.js";
import { postgresDatabase } from "./database.js";
import { CommitListener } from "./listen.js";
import { prepareDatabase } from "./prepare.js";
import type { PostgresSettings } from "./settings.js";
import {
  CONNECT_TIMEOUT_MS,
  CONNECTIONS_MAX,
  LISTEN_CHECK_MS,
  PROBE_INTERVAL_MS,
  STATEMENT_TIMEOUT_MS,
} from "./settings.js";

/**
 * Opens a PostgreSQL of version 15 or later and brings its schema up to date. Several processes may share
 * one database. While the database is away, calls reject with `StoreUnavailable`; its return is noticed.
 */
export async function openPostgresStorage(settings: PostgresSettings): Promise<Opened> {
  const connectTimeoutMs = settings.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const statementTimeoutMs = settings.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
  const probeIntervalMs = settings.probeIntervalMs ?? PROBE_INTERVAL_MS;
  const options = {
    connect_timeout: connectTimeoutMs / 1000,
    // The guard before every call decides when to try again.
    backoff: () => 0,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: `fleethub ${settings.owner}`.slice(0, 63) },
  };
  const newPool = () =>
    postgres(settings.url, {
      ...options,
      max: settings.connectionsMax ?? CONNECTIONS_MAX,
      connection: {
        ...options.connection,
        statement_timeout: statementTimeoutMs,
        idle_in_transaction_session_timeout: statementTimeoutMs,
      },
    });
  const giveUp = (pool: postgres.Sql) => pool.end({ timeout: 0 }).catch(() => {});
  let sql: postgres.Sql;
  try {
    sql = newPool();
  } catch (error) {
    return { problem: unreachable("the address in DATABASE_URL", error) };
  }
  const address = addressOf(sql);
  const first = postgres(settings.url, { ...options, max: 1 });
  try {
    const problem = await prepareDatabase(first);
    if (problem !== null) {
      await giveUp(sql);
      return { problem };
    }
  } catch (error) {
    await giveUp(sql);
    return {
      problem: awayness(error) === "no" ? unsuitable(address, error) : unreachable(address, error),
    };
  } finally {
    await first.end({ timeout: 1 }).catch(() => {});
  }
  const hints = new ChangeHints();
  const listener = new CommitListener({
    connect: (handlers) => {
      // `onnotify` is an option of the driver that its types leave out.
      const listening = { ...options, ...handlers, max: 1, idle_timeout: 0, max_lifetime: null };
      return postgres(settings.url, listening);
    },
    notified: hints.committed,
    resumed: () => hints.hint(),
    retryMs: probeIntervalMs,
    checkMs: LISTEN_CHECK_MS,
    answerMs: connectTimeoutMs,
  });
  const availability = new Availability({
    probe: () => sql.unsafe("select 1"),
    left: () => {
      void giveUp(sql);
      sql = newPool();
    },
    returned: () => void listener.start(),
    probeIntervalMs,
    callTimeoutMs: connectTimeoutMs + statementTimeoutMs,
  });
  await listener.start();
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      availability.close();
      listener.close();
      await sql.end({ timeout: 1 }).catch(() => {});
    })();
    return closing;
  };
  const database = postgresDatabase(() => sql, availability);
  return {
    storage: {
      kind: "postgres",
      ...portsOver(database, hints, close),
      describe: () => `PostgreSQL at ${address}`,
      reachable: () =>
        database.query("select 1").then(
          () => true,
          () => false,
        ),
      close,
    },
  };
}

/** Host, port and database: what may be shown. */
export function addressOf(sql: postgres.Sql): string {
  const { host, port, database, path } = sql.options;
  return `${path ? path : `${host.join(",")}:${port.join(",")}`}/${database}`;
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return reason === "" ? "no reason given" : reason;
}

export function unreachable(address: string, error: unknown): OpenProblem {
  return {
    code: "unreachable",
    message: `The database at ${address} cannot be reached: ${reasonOf(error)}`,
    remedy: "Start it, or correct DATABASE_URL (postgres://user:password@host:5432/database).",
  };
}

function unsuitable(address: string, error: unknown): OpenProblem {
  return {
    code: "unsuitable",
    message: `The database at ${address} could not be prepared: ${reasonOf(error)}`,
    remedy: "Give the user the right to create tables there, or name a database of its own.",
  };
}
