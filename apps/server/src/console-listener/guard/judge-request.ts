import { isIP } from "node:net";
import { type Problem, problem } from "@fleethub/api";
import { isLoopback } from "../../settings/index.js";
import { type IsTrusted, plainAddress } from "./trusted-proxies.js";

/** What of a request decides whether it is listened to at all. Header names are in lower case. */
export interface RequestFacts {
  readonly method: string;
  readonly headers: { get(name: string): string | null };
  /** Of the TCP peer. */
  readonly remoteAddress: string;
  /** It came over TLS to this very listener. */
  readonly isEncrypted: boolean;
}

/** What this listener answers to. */
export interface Guard {
  readonly isTrustedProxy: IsTrusted;
  /** Origin that people use; null: none was named. */
  readonly consoleUrl: string | null;
  /** Nobody is an administrator yet: only this machine is served, also by way of a proxy. */
  isThisMachineOnly(): boolean;
}

/** Who asks, as far as the connection and believed proxies say. */
export interface Peer {
  /** IP address, without a port. */
  readonly address: string;
  /** Scheme, host and port under which the console was asked. */
  readonly origin: string;
  /** The person's own connection is encrypted: cookies may be made for that alone. */
  readonly isSecure: boolean;
  /**
   * Asked by a loopback name, an IP address or the name that people use. Another name may be one that a site pointed
   * here (DNS rebinding), so that nothing is served under it but what a valid token opens.
   */
  readonly isOwnName: boolean;
}

/** Headers by which a proxy says that the caller is elsewhere. */
const FORWARDING_HEADERS = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
] as const;

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The rules of the console's door: only under a name that no other site can point here, forwarding headers only from
 * proxies that were named, and nothing that another site asked a browser for.
 *
 * @returns who asks, or the refusal
 */
export function judgeRequest(
  request: RequestFacts,
  guard: Guard,
):
  | { readonly peer: Peer; readonly refused?: never }
  | { readonly refused: Problem; readonly peer?: never } {
  const { headers } = request;
  const isProxied = guard.isTrustedProxy(request.remoteAddress);
  const forwarded = FORWARDING_HEADERS.find((name) => headers.get(name) !== null);
  if (forwarded !== undefined && !isProxied) {
    return {
      refused: problem(
        "forwarded-not-allowed",
        `The header ${forwarded} says that a proxy stands between. Name the proxy in FLEETHUB_TRUSTED_PROXIES, or reach the console directly.`,
      ),
    };
  }
  const host = (isProxied ? lastOf(headers.get("x-forwarded-host")) : null) ?? headers.get("host");
  const name = hostName(host ?? "");
  const scheme = schemeOf(request, host ?? "", isProxied, guard);
  const origin = originOf(`${scheme}://${host ?? ""}`);
  const isOwnName = name !== null && origin !== null && isOwn(name, origin, guard);
  if (name === null || origin === null || !(isOwnName || isProgram(headers))) {
    return { refused: hostNotAllowed() };
  }
  const address = isProxied
    ? clientOf(headers.get("x-forwarded-for"), request.remoteAddress, guard.isTrustedProxy)
    : plainAddress(request.remoteAddress);
  if (!isLoopback(address) && guard.isThisMachineOnly()) return { refused: notHereYet() };
  const refused = judgeOrigin(request, origin);
  return refused === null
    ? { peer: { address, origin, isSecure: scheme === "https", isOwnName } }
    : { refused };
}

function isOwn(name: string, origin: string, { consoleUrl }: Guard): boolean {
  if (isLoopback(name) || isIP(name.replace(/^\[(.*)\]$/, "$1")) !== 0) return true;
  return consoleUrl !== null && new URL(consoleUrl).host === new URL(origin).host;
}

/** Scripts of a page can look the same over plain HTTP: who asks so is served what a valid token opens, and no more. */
function isProgram(headers: RequestFacts["headers"]): boolean {
  return (
    headers.get("authorization") !== null &&
    headers.get("cookie") === null &&
    headers.get("sec-fetch-site") === null
  );
}

function schemeOf(
  { headers, isEncrypted }: RequestFacts,
  host: string,
  isProxied: boolean,
  { consoleUrl }: Guard,
): "http" | "https" {
  if (isEncrypted) return "https";
  const said = isProxied ? lastOf(headers.get("x-forwarded-proto")) : null;
  if (said !== null) return said.toLowerCase() === "https" ? "https" : "http";
  const isOwn = consoleUrl !== null && originOf(`https://${host}`) === consoleUrl;
  return isOwn ? "https" : "http";
}

/** Scheme, host and port as browsers write them: in lower case, default ports left out; null where it is no address. */
function originOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).origin : null;
}

/** The nearest address that no trusted proxy has; a list that cannot be read ends at the proxy itself. */
function clientOf(forwarded: string | null, remoteAddress: string, isTrusted: IsTrusted): string {
  let nearest = plainAddress(remoteAddress);
  for (const part of (forwarded ?? "").split(",").toReversed()) {
    const address = part.trim().replace(/^\[(.*)\](?::\d+)?$/, "$1");
    const plain = plainAddress(isIP(address) === 0 ? address.replace(/:\d+$/, "") : address);
    if (isIP(plain) === 0) return nearest;
    nearest = plain;
    if (!isTrusted(plain)) return nearest;
  }
  return nearest;
}

/** What the nearest proxy wrote. */
function lastOf(header: string | null): string | null {
  const last = header?.split(",").at(-1)?.trim() ?? "";
  return last === "" ? null : last;
}

function judgeOrigin({ method, headers }: RequestFacts, own: string): Problem | null {
  const site = headers.get("sec-fetch-site");
  const isOwnSite = site === null || site === "same-origin" || site === "none";
  if (READING.has(method)) {
    // Following a link to here is fine; taking something of ours into another page is not.
    const isLink = headers.get("sec-fetch-mode") === "navigate";
    return isOwnSite || isLink ? null : foreign();
  }
  const origin = headers.get("origin");
  return isOwnSite && (origin === null || originOf(origin) === own) ? null : foreign();
}

/** What is said under a name that is none of this console's. */
export const hostNotAllowed = () =>
  problem(
    "host-not-allowed",
    "Use localhost, an IP address, or the address in FLEETHUB_CONSOLE_URL: other names could be pointed here by another site.",
  );

const notHereYet = () =>
  problem(
    "forwarded-not-allowed",
    "Until there is an administrator the console serves its own machine alone, and the proxy says that you are elsewhere. Open the link that the hub printed on that machine, or start the hub with FLEETHUB_ADMIN_TOKEN_FILE.",
  );

const foreign = () =>
  problem(
    "origin-not-allowed",
    "Another site asked for this. Act in the console itself, or send the request without an Origin header.",
  );

/** The name in a Host header without its port; null where the header is not one. */
export function hostName(host: string): string | null {
  const match = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::\d{1,5})?$/.exec(host);
  return match?.[1] ?? null;
}
