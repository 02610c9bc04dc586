import type { Reached } from "@fleethub/fleet";
import { toHex } from "./facts/hex.js";
import { isPeer } from "../enrolment/peer.js";
import type { Connection } from "./live-agent.js";

/** A digest under a key that only the hubs of one store have. */
export type KeyedDigest = (bytes: Uint8Array) => Uint8Array;

/** Characters of a host with its port. */
const HOST = /^[A-Za-z0-9.:[\]_-]{1,255}$/;

/**
 * Header that a listener writes to requests for which a proxy ended TLS, where the authority that offers name verifies the listener
 * alone.
 */
export const OTHER_AUTHORITY = "x-forwarded-other-authority";

/** How the agent reached this hub, by the request that it connected with. */
export function reachedBy(connection: Connection, keyed: KeyedDigest): Reached {
  const headers = Object.entries(carriedHeaders(connection)).sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = new TextEncoder().encode(JSON.stringify(headers));
  const credentials = headers.length === 0 ? "" : toHex(keyed(bytes));
  const credential = credentialOf(connection);
  const hubUrl = hubUrlOf(connection);
  return {
    hubUrl,
    credentials,
    ...(credential !== undefined && { credential }),
    ...(cameCertified(connection) && { certificate: true }),
    ...(connection.headers[OTHER_AUTHORITY] !== undefined && { otherAuthority: true }),
  };
}

/** With one that the hub gave it, or with another that whoever ended TLS asked for and says so as proxies do. */
const cameCertified = ({ identity, headers }: Connection) =>
  (isPeer(identity) && identity.shows.kind === "certificate") ||
  headers["x-forwarded-client-cert"] !== undefined;

/** The own credential that it came with, or that it came with one that others have too. */
function credentialOf({ identity }: Connection): string | undefined {
  if (!isPeer(identity)) return undefined;
  const { shows } = identity;
  if (shows.kind === "bearer") return shows.id;
  return shows.kind === "enrolment" ? "enrolment" : undefined;
}

/**
 * Scheme, host and port as the agent named them. A proxy that ends TLS says so in `x-forwarded-proto`; what an agent makes up there
 * it is told itself. Null: it does not say.
 */
function hubUrlOf({ headers }: Connection): string | null {
  const { host } = headers;
  if (typeof host !== "string" || !HOST.test(host)) return null;
  const scheme = headers["x-forwarded-proto"] === "https" ? "https" : "http";
  const url = `${scheme}://${host}`;
  return URL.canParse(url) ? url : null;
}

/** What every client, every upgrade and every POST has, and what proxies add: nothing that an agent was given to come with. */
const COMMON =
  /^(host|connection|upgrade|keep-alive|te|trailer|transfer-encoding|user-agent|accept|accept-.*|content-.*|cache-control|pragma|date|origin|referer|cookie|opamp-instance-uid|sec-.*|proxy-.*|forwarded|via|cdn-loop|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|x-request-id|x-correlation-id|x-envoy-.*|x-amzn-.*|x-b3-.*|b3|cf-.*|traceparent|tracestate|baggage)$/;

/**
 * The headers that an agent came with and needs to come back with: its credentials, and what its own configuration adds, such as
 * the name of a tenant. An agent that is told new OpAMP settings has no other headers afterwards. Secrets: never stored or logged.
 */
export function carriedHeaders({
  headers,
}: Pick<Connection, "headers">): Readonly<Record<string, string | readonly string[]>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || COMMON.test(name) ? [] : [[name, value]],
    ),
  );
}
