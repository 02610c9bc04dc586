export {
  EMBEDDED_ANSWER_MS,
  type EmbeddedSettings,
  openEmbeddedStorage,
} from "./embedded/open.js";
export { openPostgresStorage } from "./postgres/open.js";
export {
  CONNECT_TIMEOUT_MS,
  CONNECTIONS_MAX,
  type PostgresSettings,
  PROBE_INTERVAL_MS,
  STATEMENT_TIMEOUT_MS,
} from "./postgres/settings.js";
export { type OpenedRecord, openStoredRecord, type StoredRecord } from "./record/open-record.js";
export type { Opened, OpenProblem, Storage } from "./storage.js";
export { CHANGE_LOG_MAX } from "./write/append-log.js";
