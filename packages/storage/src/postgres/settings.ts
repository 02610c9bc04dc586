/** Where the database is, and how long to wait for it. All times in milliseconds, positive integers. */
export interface PostgresSettings {
  /** `postgres://user:password@host:port/database`, or with `?host=/directory` a Unix socket. */
  readonly url: string;
  /** Names this process on the server's list of connections. */
  readonly owner: string;
  /** Connections beside the one that listens. Default {@link CONNECTIONS_MAX}. */
  readonly connectionsMax?: number;
  /** Default {@link CONNECT_TIMEOUT_MS}. */
  readonly connectTimeoutMs?: number;
  /** Default {@link STATEMENT_TIMEOUT_MS}. */
  readonly statementTimeoutMs?: number;
  /** Default {@link PROBE_INTERVAL_MS}. */
  readonly probeIntervalMs?: number;
}

/** Connections of one process, beside the one that listens. */
export const CONNECTIONS_MAX = 10;

/** Until a connection that does not come about counts as failed. */
export const CONNECT_TIMEOUT_MS = 5_000;

/** Until the server ends a statement. A call as a whole may take twice this, then it rejects. */
export const STATEMENT_TIMEOUT_MS = 15_000;

/** Between two looks whether a database that was away has returned. */
export const PROBE_INTERVAL_MS = 500;

/** Between two checks of the connection that listens: a cut line sends no word. */
export const LISTEN_CHECK_MS = 15_000;

/** PostgreSQL's `server_version_num` from which on the statements of this package run. */
export const SERVER_VERSION_MIN = 150_000;
