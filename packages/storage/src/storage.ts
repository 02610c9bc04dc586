import type { FleetStorage } from "@fleethub/control-plane";

/** Every port of one storage, over one set of rows. */
export interface Storage extends FleetStorage {
  readonly kind: "postgres" | "embedded";
  /** Where the rows are, for one line at the start: never a password. */
  describe(): string;
  /** Is the database answering just now? Never rejects, and answers within the connect time limit. */
  reachable(): Promise<boolean>;
  /** Ends connections, threads and locks. Later calls reject with `StoreUnavailable`. Safe to call twice. */
  close(): Promise<void>;
}

/** Why a storage did not open. */
export interface OpenProblem {
  readonly code: /** Another living process has the directory. */
    | "directory-locked"
    /** The directory cannot be made, written or read. */
    | "directory-unusable"
    /** The database cannot be reached, or refuses these credentials. */
    | "unreachable"
    /** It is reached, but is no PostgreSQL of version 15 or later, or its schema cannot be brought up to date. */
    | "unsuitable";
  /** What is wrong, with the directory or address and, where known, the process id. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

export type Opened =
  | { readonly storage: Storage; readonly problem?: never }
  | { readonly problem: OpenProblem; readonly storage?: never };
