import type { FleetStorage } from "@fleethub/control-plane";
import {
  type Opened,
  type OpenProblem,
  openEmbeddedStorage,
  openPostgresStorage,
  openStoredRecord,
  type StoredRecord,
} from "@fleethub/storage";
import { ServerError, type ServerErrorCode } from "./server-error.js";
import type { Settings } from "./settings/index.js";

/** The storage of a hub and how it is called. */
export interface HubStorage {
  readonly ports: FleetStorage;
  readonly kind: "pglite" | "postgres";
  /** Where the rows are, for people: never a password. */
  readonly place: string;
  /** Never rejects. */
  reachable(): Promise<boolean>;
  close(): Promise<void>;
}

const CODES: Readonly<Record<OpenProblem["code"], ServerErrorCode>> = {
  "directory-locked": "data-directory-locked",
  "directory-unusable": "data-directory-not-usable",
  unreachable: "database-not-usable",
  unsuitable: "database-not-usable",
};

/**
 * Opens PostgreSQL where a DATABASE_URL is given, else the embedded database.
 *
 * @throws ServerError one line with its remedy
 */
export async function openStorage(settings: Settings, owner: string): Promise<HubStorage> {
  const { databaseUrl, dataDir } = settings;
  const opened: Opened =
    databaseUrl === null
      ? await openEmbeddedStorage({ directory: dataDir, owner })
      : await openPostgresStorage({ url: databaseUrl, owner });
  if (opened.problem !== undefined) throw errorOf(opened.problem);
  const { storage } = opened;
  return {
    ports: storage,
    kind: storage.kind === "embedded" ? "pglite" : "postgres",
    place: storage.describe(),
    reachable: () => storage.reachable(),
    close: () => storage.close(),
  };
}

/**
 * The audit of the database that the settings name, as it stands: nothing is written there.
 *
 * @throws ServerError one line with its remedy
 */
export async function openRecord(settings: Settings, owner: string): Promise<StoredRecord> {
  const { databaseUrl, dataDir } = settings;
  const opened = await openStoredRecord(
    databaseUrl === null ? { directory: dataDir } : { url: databaseUrl, owner },
  );
  if (opened.problem !== undefined) throw errorOf(opened.problem);
  return opened.record;
}

function errorOf({ code, message, remedy }: OpenProblem): ServerError {
  return new ServerError(CODES[code], `${message} ${remedy}`);
}
