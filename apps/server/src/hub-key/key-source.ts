import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { ServerError } from "../server-error.js";
import type { Settings } from "../settings/index.js";
import { keyText, makeKey, type NamedKey, readKeys } from "./key-text.js";

/** Where the keys come from. */
export interface KeySource {
  /** For people, such as `./.fleethub/hub.key`: never a key. */
  readonly place: string;
  /** As read last. The first seals; all of them open. */
  keys(): readonly [NamedKey, ...NamedKey[]];
  /** The hub made this file, so it may write it; null: an operator gave the key. */
  readonly ownFile: string | null;
  /** A sentence for the log where more people may read the file than have to; null: all is well. */
  readonly warning: string | null;
  /** Reads the source again: a rotation, here or on another hub, puts a new key there. What cannot be read changes nothing. */
  again(): void;
}

/** Name of the file that an embedded hub makes in its data directory. */
export const HUB_KEY_FILE = "hub.key";

type KeySettings = Pick<Settings, "key" | "keyFile" | "dataDir" | "databaseUrl">;

/**
 * The keys that the settings name; an embedded hub that was given none makes one in its data directory. Null: there is
 * none, since a database that several hubs share needs one that an operator gives to all of them.
 *
 * @throws ServerError one line with its remedy
 */
export function openKeySource(settings: KeySettings): KeySource | null {
  const { key, keyFile, dataDir, databaseUrl } = settings;
  if (key !== null && keyFile !== null) {
    throw unusable("FLEETHUB_KEY and FLEETHUB_KEY_FILE are both set. Keep one of them.");
  }
  if (key !== null) {
    const keys = parsed("FLEETHUB_KEY", key);
    return { place: "FLEETHUB_KEY", keys: () => keys, ownFile: null, warning: null, again() {} };
  }
  if (keyFile !== null) return fromFile(resolve(keyFile), false);
  if (databaseUrl !== null) return null;
  const own = join(resolve(dataDir), HUB_KEY_FILE);
  makeWhereMissing(own, resolve(dataDir));
  return fromFile(own, true);
}

function fromFile(path: string, isOwn: boolean): KeySource {
  let keys = parsed(path, readText(path));
  return {
    place: path,
    keys: () => keys,
    ownFile: isOwn ? path : null,
    warning: warningOf(path, isOwn),
    again() {
      try {
        const read = readKeys(readFileSync(path, "utf8"));
        if (read.ok) keys = read.keys;
      } catch {
        // What was read before still holds.
      }
    },
  };
}

/** A given file may be meant for a group, as where a container does not own it; the hub's own is for its owner alone. */
function warningOf(path: string, isOwn: boolean): string | null {
  // There modes say nothing about who may read.
  if (process.platform === "win32") return null;
  const isOpen = (statSync(path).mode & (isOwn ? 0o077 : 0o007)) !== 0;
  if (!isOpen) return null;
  const right = isOwn ? "chmod 600" : "chmod 640 at most";
  return `The key file ${path} is open to others on this machine, and whoever has it and the database has every secret: ${right}.`;
}

function parsed(place: string, text: string): readonly [NamedKey, ...NamedKey[]] {
  const read = readKeys(text);
  if (!read.ok) throw unusable(`${place}: ${read.why}.`);
  return read.keys;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw unusable(
      `The key file ${path} cannot be read: ${reason}. Name another with FLEETHUB_KEY_FILE.`,
    );
  }
}

/** Of two hubs that start at once one makes the file, and a file that is there is never written over. */
function makeWhereMissing(path: string, dataDir: string): void {
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(draft, keyFileText([makeKey()]), { mode: 0o600 });
    linkSync(draft, path);
  } catch (error) {
    if (!isExisting(error)) throw unusable(`The key file ${path} cannot be made: ${String(error)}`);
  } finally {
    remove(draft);
  }
}

/** Replaces the hub's own file, whole or not at all. */
export function writeKeyFile(path: string, keys: readonly NamedKey[]): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, keyFileText(keys), { mode: 0o600, flush: true });
  renameSync(draft, path);
}

function keyFileText(keys: readonly NamedKey[]): string {
  const head =
    "# The key of this hub. Without it secrets and credentials in the database cannot be opened.\n# Keep a copy apart from backups of the database. The first key seals, all of them open.\n";
  return `${head}${keys.map(keyText).join("\n")}\n`;
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made.
  }
}

const isExisting = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "EEXIST";

const unusable = (message: string) => new ServerError("hub-key-not-usable", message);
