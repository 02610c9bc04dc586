import type { OfferCheck } from "./offered.js";

/** Reads a URL with one of these schemes and a host; null, and the reason noted, where it is none. */
export function checkUrl(
  text: string,
  schemes: readonly string[],
  at: string,
  check: OfferCheck,
): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && schemes.includes(url.protocol) && url.host !== "") return url;
  const names = schemes.map((scheme) => scheme.slice(0, -1)).join(", ");
  check.refuse(at, `This is no URL with a host and one of the schemes ${names}.`);
  return null;
}
