export { dumpTables } from "./dump.js";
export { makeEarlierDirectory } from "./earlier-directory.js";
export { openTestStorage } from "./embedded.js";
export {
  findPostgres,
  postgresIsMissing,
  startTestPostgres,
  type TestPostgres,
} from "./postgres.js";
export { runSql } from "./run-sql.js";
export { testTemplate } from "./template.js";
