import { createHmac, timingSafeEqual } from "node:crypto";

/** How long a person may take at the provider. */
export const PENDING_SIGN_IN_MS = 10 * 60_000;

/** What has to be remembered between leaving for a provider and coming back from it. */
export interface PendingSignIn {
  readonly provider: string;
  /** Comes back in the address; ties the answer to this browser. */
  readonly state: string;
  /** Comes back in the ID token; ties the token to this sign-in. */
  readonly nonce: string;
  /** Proves to the token endpoint that who redeems the code is who asked for it (PKCE, RFC 7636). */
  readonly verifier: string;
  readonly redirectUri: string;
  /** Where in the console the person was going. */
  readonly returnTo: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** A pending sign-in as a cookie's value: any hub with the same key reads it, and nobody else makes one. */
export function writePending(key: Uint8Array, pending: PendingSignIn): string {
  const body = Buffer.from(JSON.stringify(pending)).toString("base64url");
  return `${body}.${tagOf(key, body).toString("base64url")}`;
}

/** Null for a value that was not made by {@link writePending}, or whose time is over. */
export function readPending(key: Uint8Array, value: string, now: number): PendingSignIn | null {
  const [body = "", tag = "", ...more] = value.split(".");
  const expected = tagOf(key, body);
  const given = Buffer.from(tag, "base64url");
  if (more.length > 0 || given.length !== expected.length) return null;
  if (!timingSafeEqual(given, expected)) return null;
  // The tag says that a hub of this store wrote it.
  const pending = JSON.parse(Buffer.from(body, "base64url").toString()) as PendingSignIn;
  return now < pending.expiresAt ? pending : null;
}

const tagOf = (key: Uint8Array, body: string) => createHmac("sha256", key).update(body).digest();
