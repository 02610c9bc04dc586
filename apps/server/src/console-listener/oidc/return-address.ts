/** Longest address inside the console that a person is brought back to, in characters: a cookie carries it. */
const RETURN_LENGTH_MAX = 1_024;

const NOWHERE = "http://console.invalid";

/** A path of this console, with query and fragment. Anything that could lead elsewhere becomes `/`. */
export function returnAddress(text: string | null | undefined): string {
  if (!text || !/^\/(?![/\\])/.test(text) || !URL.canParse(text, NOWHERE)) return "/";
  const { origin, pathname, search, hash } = new URL(text, NOWHERE);
  if (origin !== NOWHERE || pathname.startsWith("//")) return "/";
  // As it is written in an address, where one letter may take nine characters.
  const address = `${pathname}${search}${hash}`;
  return address.length <= RETURN_LENGTH_MAX ? address : "/";
}
