export {
  findPostgres,
  postgresIsMissing,
  startTestPostgres,
  type TestPostgres,
} from "./postgres.js";
