import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { StoredRecord } from "@fleethub/storage";
import type { Command } from "commander";
import {
  auditKeyIdOf,
  type CheckDeps,
  ExportCheck,
  SIGNATURE_PURPOSE,
  verifyStore,
} from "@fleethub/control-plane";
import { answered, clientOf } from "../hub/ask.js";
import { type HubFlags, withHub } from "../hub/server-option.js";
import { EXIT_FOUND, Misuse } from "../exit.js";
import { openRecord } from "../../open-storage.js";
import { HUB_KEY_FILE, keyOver, openKeySource } from "../../hub-key/index.js";
import { systemClock, systemDigest } from "../../platform/platform.js";
import { systemSignatures } from "../../platform/signatures.js";
import { readSettings, type Settings } from "../../settings/index.js";
import { print } from "../hub/print.js";
import { type Verified, wordsOf } from "./words.js";

interface VerifyFlags extends HubFlags {
  readonly dataDir?: string;
  readonly databaseUrl?: string;
  readonly key?: string;
}

/** `fleethub audit verify [FILE]`: an export, a database that no hub needs to run on, or what a hub keeps. */
export function addVerify(audit: Command): void {
  withHub(audit.command("verify").description("names the first entry that does not verify"))
    .argument("[export]", "an export; without one, what the hub at --server keeps")
    .option("--data-dir <folder>", "the embedded database in this folder, while no hub runs on it")
    .option("--database-url <url>", "the PostgreSQL database at this address")
    .option("--key <id>", "the key that is trusted, as the audit page shows it")
    .action(async (file: string | undefined, flags: VerifyFlags) => {
      const found = await verified(file, flags);
      print(flags.output, found, () => wordsOf(found));
      if (found.verdict === "broken") process.exitCode = EXIT_FOUND;
    });
}

async function verified(file: string | undefined, flags: VerifyFlags): Promise<Verified> {
  const { dataDir, databaseUrl, key } = flags;
  const ways = [file, dataDir, databaseUrl].filter((way) => way !== undefined);
  if (ways.length > 1)
    throw new Misuse("Give an export, --data-dir or --database-url, not several");
  if (key !== undefined && !/^[0-9a-f]{16}$/.test(key)) {
    throw new Misuse(`--key ${key}: write the 16 hex digits that the audit page shows`);
  }
  const trustedKeys = key === undefined ? null : [key];
  const deps = { digest: systemDigest, signatures: systemSignatures, trustedKeys };
  if (file !== undefined) return verifyFile(file, deps);
  if (ways.length === 0) return answered(clientOf(flags).verifyAudit({}));
  const settings = readSettings(process.env, {
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  return verifyDatabase(
    dataDir === undefined ? settings : { ...settings, databaseUrl: null },
    deps,
  );
}

async function verifyFile(file: string, deps: CheckDeps): Promise<Verified> {
  const check = new ExportCheck(deps);
  const input = createReadStream(file);
  const failed = new Promise<never>((_resolve, reject) => {
    input.once("error", () => reject(new Misuse(`${file}: this file cannot be read`)));
  });
  const read = async () => {
    for await (const line of createInterface({ input, crlfDelay: 0 })) if (!check.line(line)) break;
  };
  await Promise.race([read(), failed]);
  return check.end(systemClock.now());
}

async function verifyDatabase(settings: Settings, deps: CheckDeps): Promise<Verified> {
  if (settings.databaseUrl === null && !existsSync(settings.dataDir)) {
    throw new Misuse(`--data-dir ${settings.dataDir}: there is no such folder`);
  }
  const record = await openRecord(settings, "audit-verify");
  try {
    const own = deps.trustedKeys === null ? await ownKey(settings, record) : null;
    const trusted = own === null ? deps : { ...deps, trustedKeys: [own] };
    return await verifyStore(record.audit, trusted, () => systemClock.now());
  } finally {
    await record.close();
  }
}

/** The id of the key that signs in this store, where the hub's key is at hand; null where it is not, or is another. */
async function ownKey(
  settings: Settings,
  { sealed: { knownRoot } }: Pick<StoredRecord, "sealed">,
): Promise<string | null> {
  const isGiven = settings.key !== null || settings.keyFile !== null;
  const isThere = settings.databaseUrl === null && existsSync(join(settings.dataDir, HUB_KEY_FILE));
  const source = isGiven || isThere ? openKeySource(settings) : null;
  const root = await knownRoot();
  if (source === null || root === null) return null;
  const hubKey = keyOver(source, root);
  if (hubKey.kind === "none") return null;
  const { publicKey } = systemSignatures.signer(hubKey.derive(SIGNATURE_PURPOSE));
  return auditKeyIdOf(systemDigest, publicKey);
}
