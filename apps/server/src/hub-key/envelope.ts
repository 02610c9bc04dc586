import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { NamedKey } from "./key-text.js";

/** First byte of what is sealed this way. */
const FORMAT = 1;
const ID_SIZE = 8;
const NONCE_SIZE = 12;
const TAG_SIZE = 16;
const DATA_KEY_SIZE = 32;
const CIPHER = "aes-256-gcm";
/** Format and id of the key, then the wrapped data key: what a rotation replaces. */
const WRAPPED_SIZE = NONCE_SIZE + DATA_KEY_SIZE + TAG_SIZE;
const HEAD_SIZE = 1 + ID_SIZE + WRAPPED_SIZE;

/** Seals with a data key of its own, which the hub's key wraps. */
export function sealWith(key: NamedKey, purpose: string, bytes: Uint8Array): Uint8Array {
  const dataKey = randomBytes(DATA_KEY_SIZE);
  return join(headOf(key, dataKey), encrypt(dataKey, purpose, bytes));
}

/** Id of the key that wraps the data key; null where these are no sealed bytes. */
export function keyIdOf(sealed: Uint8Array): string | null {
  if (sealed.length < HEAD_SIZE + NONCE_SIZE + TAG_SIZE || sealed[0] !== FORMAT) return null;
  return Buffer.from(sealed.subarray(1, 1 + ID_SIZE)).toString("hex");
}

/** Null where `key` did not wrap it, the purpose is another, or a byte was changed. */
export function openWith(key: NamedKey, purpose: string, sealed: Uint8Array): Uint8Array | null {
  const dataKey = unwrap(key, sealed);
  return dataKey === null ? null : decrypt(dataKey, purpose, sealed.subarray(HEAD_SIZE));
}

/** The same content with its data key wrapped by `to`; null where `from` did not wrap it. */
export function rewrapWith(from: NamedKey, to: NamedKey, sealed: Uint8Array): Uint8Array | null {
  const dataKey = unwrap(from, sealed);
  return dataKey === null ? null : join(headOf(to, dataKey), sealed.subarray(HEAD_SIZE));
}

function headOf(key: NamedKey, dataKey: Uint8Array): Uint8Array {
  const name = join(Uint8Array.of(FORMAT), Buffer.from(key.id, "hex"));
  return join(name, encrypt(key.bytes, wrapPurpose(key), dataKey));
}

function unwrap(key: NamedKey, sealed: Uint8Array): Uint8Array | null {
  if (keyIdOf(sealed) !== key.id) return null;
  return decrypt(key.bytes, wrapPurpose(key), sealed.subarray(1 + ID_SIZE, HEAD_SIZE));
}

/** A data key unwraps only as one, and only as wrapped by the key that the head names. */
const wrapPurpose = ({ id }: NamedKey) => `fleethub data key under ${id}`;

function encrypt(key: Uint8Array, purpose: string, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_SIZE);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(purpose, "utf8"));
  return join(nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag());
}

function decrypt(key: Uint8Array, purpose: string, sealed: Uint8Array): Uint8Array | null {
  const nonce = sealed.subarray(0, NONCE_SIZE);
  const tag = sealed.subarray(sealed.length - TAG_SIZE);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_SIZE });
  decipher.setAAD(Buffer.from(purpose, "utf8")).setAuthTag(tag);
  try {
    const content = sealed.subarray(NONCE_SIZE, sealed.length - TAG_SIZE);
    return join(decipher.update(content), decipher.final());
  } catch {
    return null;
  }
}

const join = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
