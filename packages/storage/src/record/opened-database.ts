import type { Database } from "../database/database.js";
import type { OpenProblem } from "../storage.js";

/** A database that is read and never written. */
interface ReadDatabase {
  readonly database: Database;
  /** For people: never a password. */
  readonly place: string;
  close(): Promise<void>;
}

export type OpenedDatabase =
  | { readonly read: ReadDatabase; readonly problem?: never }
  | { readonly problem: OpenProblem; readonly read?: never };
