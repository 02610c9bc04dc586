const RETURN = "return";

/**
 * The address within this console that `text` names, or `/` for anything that leads elsewhere: another origin, another
 * scheme, or a page that is for signing in. `origin` is this console's own.
 */
export function safeReturn(text: string, origin: string): string {
  // Browsers read a backslash as a slash and drop tabs and line ends, so neither may stand in it.
  if (!text.startsWith("/") || /[\\\s]/.test(text)) return "/";
  let url: URL;
  try {
    url = new URL(text, origin);
  } catch {
    return "/";
  }
  if (url.origin !== origin || isDoor(url.pathname)) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Where the address of the sign-in page says to go afterwards. */
export function returnOf(location: Pick<Location, "search" | "origin">): string {
  return safeReturn(new URLSearchParams(location.search).get(RETURN) ?? "/", location.origin);
}

/** The sign-in page that leads back to the address which is shown. */
export function signInHref(location: Pick<Location, "pathname" | "search" | "hash">): string {
  const here = `${location.pathname}${location.search}${location.hash}`;
  return here === "/" ? "/sign-in" : `/sign-in?${RETURN}=${encodeURIComponent(here)}`;
}

const DOORS = ["/sign-in", "/first-run", "/invitation"];

/** Is this a page for those who are not signed in? */
export function isDoor(path: string): boolean {
  return DOORS.some((door) => path === door || path.startsWith(`${door}/`));
}
