export { dumpTables } from "./dump.js";
export { openTestStorage } from "./embedded.js";
export {
  findPostgres,
  postgresIsMissing,
  startTestPostgres,
  type TestPostgres,
} from "./postgres.js";
export { testTemplate } from "./template.js";
