/** Redirects that are followed one after the other. */
export const REDIRECTS_MAX = 5;

/** Where a redirect leads. */
export interface Redirect {
  readonly url: URL;
  /** Moved for good (301, 308): later connections go there at once. */
  readonly isPermanent: boolean;
}

/**
 * Reads a redirect. Undefined where the status is none, or there is nowhere to go, or it leads from an
 * encrypted to a plain connection. A Location with http or https stands for ws or wss where the first URL was
 * one of those.
 */
export function redirectOf(
  from: URL,
  status: number,
  location: string | undefined,
  statuses: readonly number[],
): Redirect | undefined {
  if (!statuses.includes(status) || location === undefined) return undefined;
  const isSocket = from.protocol === "ws:" || from.protocol === "wss:";
  const base = from.href.replace(/^ws/, "http");
  if (!URL.canParse(location, base)) return undefined;
  const target = new URL(location, base);
  const secure = target.protocol === "https:" || target.protocol === "wss:";
  if (!secure && target.protocol !== "http:" && target.protocol !== "ws:") return undefined;
  if (!secure && (from.protocol === "https:" || from.protocol === "wss:")) return undefined;
  const scheme = isSocket ? "ws" : "http";
  const url = new URL(target.href.replace(/^(?:ws|http)s?:/, `${scheme}${secure ? "s" : ""}:`));
  url.hash = "";
  return { url, isPermanent: status === 301 || status === 308 };
}
