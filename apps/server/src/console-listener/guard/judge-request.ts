import { type Problem, problem } from "@fleethub/api";
import { isLoopback } from "../../settings/index.js";

/** What of a request decides whether it is listened to at all. Header names are in lower case. */
export interface RequestFacts {
  readonly method: string;
  readonly headers: { get(name: string): string | null };
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
 * The rules of a console without administrators: only this machine, only under a name that no
 * other site can point here, and writes only from the console itself or from a program.
 *
 * @returns the refusal, or null where the request may go on
 */
export function judgeRequest(request: RequestFacts): Problem | null {
  const { headers } = request;
  const forwarded = FORWARDING_HEADERS.find((name) => headers.get(name) !== null);
  if (forwarded !== undefined) {
    return problem(
      "forwarded-not-allowed",
      `The header ${forwarded} says that a proxy stands between. Reach the console directly, such as through an SSH tunnel.`,
    );
  }
  const host = headers.get("host") ?? "";
  const name = hostName(host);
  if (name === null || !isLoopback(name)) {
    return problem(
      "host-not-allowed",
      "Use localhost or 127.0.0.1 in the address: other names could be pointed here by another site.",
    );
  }
  return READING.has(request.method) ? null : judgeOrigin(headers, host);
}

function judgeOrigin(headers: RequestFacts["headers"], host: string): Problem | null {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const sameOrigin = origin === null || origin === `http://${host}`;
  const sameSite = site === null || site === "same-origin" || site === "none";
  if (sameOrigin && sameSite) return null;
  return problem(
    "origin-not-allowed",
    "Another site asked for this. Act in the console itself, or send the request without an Origin header.",
  );
}

/** The name in a Host header without its port; null where the header is not one. */
export function hostName(host: string): string | null {
  const match = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::\d{1,5})?$/.exec(host);
  return match?.[1] ?? null;
}
