import { namedCookie, readCookie } from "../sign-in/cookies.js";
import { PENDING_SIGN_IN_MS, type PendingSignIn, readPending, writePending } from "./pending.js";

/**
 * Sign-ins that one browser can have under way, such as in several tabs; another takes the place of the oldest. Each
 * takes up to two kilobytes of the head of every request.
 */
export const PENDING_AT_ONCE = 3;

/** What a browser shows, and how it came. */
export interface ShownCookies {
  readonly header: string | null;
  readonly isSecure: boolean;
}

interface Slot {
  readonly name: string;
  /** Null: it is empty, or its time is over. */
  readonly pending: PendingSignIn | null;
}

function slotsOf(
  key: Uint8Array,
  { header, isSecure }: ShownCookies,
  now: number,
): readonly Slot[] {
  return Array.from({ length: PENDING_AT_ONCE }, (_, number) => {
    const name = `${isSecure ? "__Host-" : ""}fleethub-pending-${number}`;
    const value = readCookie(header, name);
    return { name, pending: value === null ? null : readPending(key, value, now) };
  });
}

/** The cookie that keeps one more sign-in beside those that are under way. */
export function pendingCookie(
  key: Uint8Array,
  pending: PendingSignIn,
  shown: ShownCookies,
  now: number,
): string {
  const [slot] = slotsOf(key, shown, now).toSorted(
    (one, other) => (one.pending?.expiresAt ?? 0) - (other.pending?.expiresAt ?? 0),
  );
  if (slot === undefined) throw new Error("A browser has at least one slot.");
  const seconds = PENDING_SIGN_IN_MS / 1_000;
  return namedCookie(slot.name, writePending(key, pending), shown.isSecure, seconds);
}

/** The sign-in that `state` belongs to, with the cookie that forgets it: it serves once. Null: there is none in time. */
export function pendingWith(
  key: Uint8Array,
  state: string | null,
  shown: ShownCookies,
  now: number,
): { readonly pending: PendingSignIn; readonly forgotten: string } | null {
  for (const { name, pending } of slotsOf(key, shown, now)) {
    if (pending === null || pending.state !== state) continue;
    return { pending, forgotten: namedCookie(name, "", shown.isSecure, 0) };
  }
  return null;
}
