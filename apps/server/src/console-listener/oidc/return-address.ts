/** Longest address inside the console that a person is brought back to, in characters. */
export const RETURN_LENGTH_MAX = 2_048;

const NOWHERE = "http://console.invalid";

/** A path of this console, with query and fragment. Anything that could lead elsewhere becomes `/`. */
export function returnAddress(text: string | null | undefined): string {
  if (!text || text.length > RETURN_LENGTH_MAX || !/^\/(?![/\\])/.test(text)) return "/";
  if (!URL.canParse(text, NOWHERE)) return "/";
  const { origin, pathname, search, hash } = new URL(text, NOWHERE);
  return origin === NOWHERE && !pathname.startsWith("//") ? `${pathname}${search}${hash}` : "/";
}
