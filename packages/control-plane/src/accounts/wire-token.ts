import type { HashedToken } from "../account-model.js";
import { toHex } from "../agents/facts/hex.js";
import { toBase64Url } from "../base64.js";
import type { Digest } from "../ports.js";
import type { Randomness } from "./platform.js";

/** What a token is for; it stands in front of it, so that a leaked one is known for what it is. */
export type TokenPrefix =
  /** API token. */
  | "fha"
  /** Link that is used once: first run, invitation. */
  | "fhi"
  /** Session, in the cookie. */
  | "fhs"
  /** Enrolment token. */
  | "fhe";

/** A token as it was presented. */
export interface PresentedToken {
  /** Finds the row; no secret. */
  readonly id: string;
  /** Hex SHA-256 of the secret part. */
  readonly hash: string;
}

/** 16 hex digits find it, 256 random bits in base64url prove it. */
const FORM = /^([a-z]{3})_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;
const ID_SIZE_BYTES = 8;
const SECRET_SIZE_BYTES = 32;

/** A fresh token: its text, to be shown once, and what is kept of it. */
export function makeToken(
  prefix: TokenPrefix,
  { random, digest }: { readonly random: Randomness; readonly digest: Digest },
): { readonly text: string; readonly kept: HashedToken } {
  const id = toHex(random.bytes(ID_SIZE_BYTES));
  const secret = toBase64Url(random.bytes(SECRET_SIZE_BYTES));
  return { text: `${prefix}_${id}_${secret}`, kept: { id, hash: hashOf(secret, digest) } };
}

/** A token that follows from a key and what it is for: it is kept nowhere, and worked out again. */
export function deriveToken(
  prefix: TokenPrefix,
  { sign, digest }: { readonly sign: (bytes: Uint8Array) => Uint8Array; readonly digest: Digest },
  purpose: string,
): { readonly text: string; readonly kept: HashedToken } {
  const id = toHex(sign(encoder.encode(`${prefix} id ${purpose}`)).subarray(0, ID_SIZE_BYTES));
  const secret = toBase64Url(sign(encoder.encode(`${prefix} secret ${purpose}`)));
  return { text: `${prefix}_${id}_${secret}`, kept: { id, hash: hashOf(secret, digest) } };
}

/** Null for a text that is no token of this kind. */
export function readToken(
  prefix: TokenPrefix,
  text: string,
  digest: Digest,
): PresentedToken | null {
  const [, found, id, secret] = FORM.exec(text) ?? [];
  if (found !== prefix || id === undefined || secret === undefined) return null;
  return { id, hash: hashOf(secret, digest) };
}

/** Shortest text that an administrator may choose as token, in characters. */
export const CHOSEN_TOKEN_LENGTH_MIN = 32;
/** Longest. */
export const CHOSEN_TOKEN_LENGTH_MAX = 512;

/**
 * An API token as it was presented: one that a hub made, or a text of somebody's choice, whose id comes from a digest
 * of it. Null for anything else.
 */
export function readApiToken(text: string, digest: Digest): PresentedToken | null {
  const made = readToken("fha", text, digest);
  if (made !== null) return made;
  const isChosen =
    text.length >= CHOSEN_TOKEN_LENGTH_MIN &&
    text.length <= CHOSEN_TOKEN_LENGTH_MAX &&
    /^[\x21-\x7e]+$/.test(text);
  if (!isChosen) return null;
  return { id: hashOf(`id ${text}`, digest).slice(0, 16), hash: hashOf(text, digest) };
}

/** Compares digests in a time that does not depend on where they differ. */
export function isSameHash(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let index = 0; index < one.length; index += 1) {
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  }
  return difference === 0;
}

const encoder = new TextEncoder();

function hashOf(secret: string, digest: Digest): string {
  return digest.sha256(encoder.encode(secret));
}
