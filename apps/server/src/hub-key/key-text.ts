import { createHash, randomBytes } from "node:crypto";

/** Bytes of a key. */
export const HUB_KEY_SIZE_BYTES = 32;

/** Keys that one text may hold: the one to seal with, and those before it. */
export const HUB_KEYS_MAX = 4;

/** A key of the hub, with the name that it goes by. */
export interface NamedKey {
  /** First 16 hex digits of a digest. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

export type ReadKeys =
  | {
      readonly ok: true;
      /** The first seals; all of them open. */
      readonly keys: readonly [NamedKey, ...NamedKey[]];
    }
  | { readonly ok: false; readonly why: string };

/**
 * Reads keys of 32 bytes in base64, the one to seal with first, apart by blanks or line ends. Lines that begin with `#`
 * are passed over.
 */
export function readKeys(text: string): ReadKeys {
  const words = text
    .split(/\r?\n/)
    .filter((line) => !line.trimStart().startsWith("#"))
    .flatMap((line) => line.split(/\s+/))
    .filter((word) => word !== "");
  const keys: NamedKey[] = [];
  for (const word of words) {
    const key = readKey(word);
    if (key === null) {
      const why = `word ${keys.length + 1} is not ${HUB_KEY_SIZE_BYTES} bytes in base64; \`openssl rand -base64 32\` makes one`;
      return { ok: false, why };
    }
    if (!keys.some(({ id }) => id === key.id)) keys.push(key);
  }
  const [first, ...rest] = keys;
  if (first === undefined)
    return { ok: false, why: "holds no key; `openssl rand -base64 32` makes one" };
  if (keys.length > HUB_KEYS_MAX) return { ok: false, why: `holds more than ${HUB_KEYS_MAX} keys` };
  return { ok: true, keys: [first, ...rest] };
}

function readKey(word: string): NamedKey | null {
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(word)) return null;
  const bytes = new Uint8Array(Buffer.from(word, "base64"));
  return bytes.length === HUB_KEY_SIZE_BYTES ? namedKey(bytes) : null;
}

/** A fresh key. */
export const makeKey = (): NamedKey => namedKey(new Uint8Array(randomBytes(HUB_KEY_SIZE_BYTES)));

/** As it is written to files. */
export const keyText = ({ bytes }: NamedKey): string => Buffer.from(bytes).toString("base64");

function namedKey(bytes: Uint8Array): NamedKey {
  const id = createHash("sha256").update("fleethub hub key id").update(bytes).digest("hex");
  return { id: id.slice(0, 16), bytes };
}
