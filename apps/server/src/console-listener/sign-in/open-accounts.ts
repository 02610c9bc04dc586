import { readFile } from "node:fs/promises";
import {
  type Accounts,
  createAccounts,
  type FleetStorage,
  type HubKey,
  type Refusal,
} from "@fleethub/control-plane";
import { createPasswords } from "../../platform/passwords.js";
import { systemClock, systemDigest, systemIds, systemRandom } from "../../platform/platform.js";
import { ServerError } from "../../server-error.js";
import type { Settings } from "../../settings/index.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What accounts are kept in and said by. */
export interface AccountParts {
  readonly storage: FleetStorage;
  readonly hubKey: HubKey;
  /** Counts what strangers are refused. */
  readonly refused: (refusal: Refusal) => void;
}

/**
 * Accounts of this hub, with the administrator's token that the settings name.
 *
 * @throws ServerError `invalid-setting` where that token cannot be read or is none
 */
export async function openAccounts(settings: Settings, parts: AccountParts): Promise<Accounts> {
  const accounts = createAccounts({
    ...parts,
    clock: systemClock,
    ids: systemIds,
    digest: systemDigest,
    random: systemRandom,
    passwords: createPasswords(),
    settings: {
      sessionIdleMs: settings.sessionIdleMinutes * MINUTE_MS,
      sessionMaxMs: settings.sessionHours * HOUR_MS,
    },
  });
  if (settings.adminTokenFile === null) return accounts;
  const seeded = await accounts.apiTokens.seed(await tokenIn(settings.adminTokenFile));
  if (seeded.kind === "problem") throw refusal(seeded.detail);
  return accounts;
}

async function tokenIn(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw refusal(`${JSON.stringify(file)} cannot be read (${code}): give a file with one line.`);
  }
}

const refusal = (detail: string) =>
  new ServerError("invalid-setting", `FLEETHUB_ADMIN_TOKEN_FILE: ${detail}`);
