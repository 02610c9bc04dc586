import { sqlState } from "../database/sql-state.js";

/** The driver's and the system's words for a connection that is not there. */
const CONNECTION_CODES: ReadonlySet<string> = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "CONNECTION_CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Shutting down, starting up, out of connections, out of disk or memory, read-only after a fail-over. */
const SERVER_STATES = /^(?:08|53|57P0[1235]|58|25006|28)/;

/** Ended by a time limit: the database is there, this call is not answered. */
const LIMIT_STATES: ReadonlySet<string> = new Set(["57014", "55P03"]);

/** `away`: the database as a whole; `late`: this call alone; `no`: another error. */
export function awayness(error: unknown): "away" | "late" | "no" {
  const code = sqlState(error);
  if (CONNECTION_CODES.has(code) || SERVER_STATES.test(code)) return "away";
  return LIMIT_STATES.has(code) ? "late" : "no";
}
