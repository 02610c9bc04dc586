import { OpampError } from "../index.js";

/**
 * The URL of an endpoint. Throws `bad-argument` unless it is one with a protocol of these; the message
 * does not repeat it, since it may hold a credential.
 */
export function endpointUrl(endpoint: string, protocols: readonly string[]): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url !== undefined && protocols.includes(url.protocol)) return url;
  const schemes = protocols.map((protocol) => `${protocol}//`).join(" or ");
  throw new OpampError("bad-argument", `endpoint must be a URL that begins with ${schemes}`);
}

/** The URL for people: without user, password, query and fragment. */
export function shownUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}
