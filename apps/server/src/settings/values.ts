import { isIP } from "node:net";

/** The value, or why the text is none. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: string };

const good = <T>(value: T): Read<T> => ({ ok: true, value });
const bad = (why: string): Read<never> => ({ ok: false, why });

/** Is this address, or `localhost`, only reachable from this machine? */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  if (bare === "localhost" || bare === "::1") return true;
  const v4 = bare.startsWith("::ffff:") ? bare.slice("::ffff:".length) : bare;
  return isIP(v4) === 4 && v4.startsWith("127.");
}

export function readPort(text: string): Read<number> {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535
    ? good(port)
    : bad("is not a port: give a number from 0 to 65535");
}

export function readHost(text: string): Read<string> {
  return isIP(text) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/.test(text)
    ? good(text)
    : bad("is not a host: give an address such as 0.0.0.0 or a host name, without a port");
}

export function readFolder(text: string): Read<string> {
  return text.includes("\0") ? bad("is not a path") : good(text);
}

export function readDatabaseUrl(text: string): Read<string> {
  const form = "is not a PostgreSQL address: give postgres://USER:PASSWORD@HOST:5432/DATABASE";
  if (!URL.canParse(text)) return bad(form);
  return ["postgres:", "postgresql:"].includes(new URL(text).protocol) ? good(text) : bad(form);
}

/** Scheme, host and port of an address that agents reach. */
export function readOrigin(text: string): Read<string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isOrigin =
    url !== null && /^https?:$/.test(url.protocol) && `${url.pathname}${url.search}` === "/";
  return isOrigin && url.username === "" && url.hash === ""
    ? good(url.origin)
    : bad("is not the address of a hub: give https://HOST:PORT without a path");
}

export function readCount(max: number): (text: string) => Read<number> {
  return (text) =>
    /^\d{1,9}$/.test(text) && Number(text) <= max
      ? good(Number(text))
      : bad(`is not a count: give a number from 0 to ${max}`);
}

/** A limit: nothing would work with 0. */
export function readLimit(max: number): (text: string) => Read<number> {
  return (text) =>
    /^\d{1,15}$/.test(text) && Number(text) >= 1 && Number(text) <= max
      ? good(Number(text))
      : bad(`is no such limit: give a whole number from 1 to ${max}`);
}

/** `token` is known, and refused: a hub without enrolment tokens would take nobody in. */
export function readOneOf<const T extends string>(values: readonly T[]): (text: string) => Read<T> {
  return (text) => {
    const found = values.find((value) => value === text);
    return found === undefined ? bad(`is none of ${values.join(", ")}`) : good(found);
  };
}
