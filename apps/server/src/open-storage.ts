import type { FleetStorage } from "@fleethub/control-plane";
import {
  type Opened,
  type OpenProblem,
  openEmbeddedStorage,
  openPostgresStorage,
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
  if (opened.problem !== undefined) {
    const { code, message, remedy } = opened.problem;
    throw new ServerError(CODES[code], `${message} ${remedy}`);
  }
  const { storage } = opened;
  return {
    ports: storage,
    kind: storage.kind === "embedded" ? "pglite" : "postgres",
    place: storage.describe(),
    reachable: () => storage.reachable(),
    close: () => storage.close(),
  };
}
