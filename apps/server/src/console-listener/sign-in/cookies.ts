import type { Opened } from "@fleethub/control-plane";

/** How long a browser is known that signed somebody in, in seconds: a year. */
const DEVICE_SECONDS = 31_536_000;

/** Longest cookie header that is looked into, in characters. */
const HEADER_LENGTH_MAX = 8_192;

/**
 * Cookies are made for encrypted connections alone where there is one: the prefix keeps others from setting them.
 * Without encryption, which is for loopback, they have plain names.
 */
export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? "__Host-fleethub" : "fleethub";
}

export function deviceCookieName(isSecure: boolean): string {
  return isSecure ? "__Host-fleethub-device" : "fleethub-device";
}

/** The value of a cookie; null where there is none, or more than one, of which somebody else may have set one. */
export function readCookie(header: string | null, name: string): string | null {
  if (header === null || header.length > HEADER_LENGTH_MAX) return null;
  const values = header.split(";").flatMap((part) => {
    const at = part.indexOf("=");
    return at >= 0 && part.slice(0, at).trim() === name ? [part.slice(at + 1).trim()] : [];
  });
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** What a browser is given whose person was let in just now. `now` in milliseconds since the Unix epoch. */
export function openedCookies(
  { cookie, device, signedIn }: Opened,
  isSecure: boolean,
  now: number,
): readonly [session: string, device: string] {
  const seconds = Math.floor((signedIn.session.expiresAt - now) / 1_000);
  return [sessionCookie(cookie, isSecure, seconds), deviceCookie(device, isSecure)];
}

/** For as long as the session lasts at the most. */
export function sessionCookie(value: string, isSecure: boolean, maxAgeSeconds: number): string {
  return namedCookie(sessionCookieName(isSecure), value, isSecure, maxAgeSeconds);
}

export function deviceCookie(value: string, isSecure: boolean): string {
  return namedCookie(deviceCookieName(isSecure), value, isSecure, DEVICE_SECONDS);
}

/** Makes the browser forget its session. */
export function endedCookie(isSecure: boolean): string {
  return namedCookie(sessionCookieName(isSecure), "", isSecure, 0);
}

/** Lax: whoever comes back from a provider or follows a link is signed in; writes are guarded by their origin. */
export function namedCookie(
  name: string,
  value: string,
  isSecure: boolean,
  maxAgeSeconds: number,
): string {
  const attributes = ["Path=/", "HttpOnly", "SameSite=Lax", `Max-Age=${maxAgeSeconds}`];
  return [`${name}=${value}`, ...attributes, ...(isSecure ? ["Secure"] : [])].join("; ");
}
