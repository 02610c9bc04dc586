import { API_PREFIX, ROUTE_OUTLINES, type RouteName } from "../routes/outline.js";

/** The platform's AbortSignal where there is one. */
export type AbortSignalOfPlatform = typeof globalThis extends {
  AbortSignal: { prototype: infer Signal };
}
  ? Signal
  : never;

/** What the client hands to `fetch`. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignalOfPlatform;
}

/** The members of a Response that the client reads. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** Parts of a call before they become an address and an init. */
export interface CallParts {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

/** Path and query of a call. Parameters are escaped; undefined ones of the query are left out. */
export function pathOf(name: RouteName, parts: CallParts): string {
  const filled = ROUTE_OUTLINES[name].path.replace(/\{(\w+)\}/g, (_match, key: string) =>
    encoded(parts.params?.[key] ?? ""),
  );
  const pairs = Object.entries(parts.query ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [`${encoded(key)}=${encoded(value)}`],
  );
  return `${API_PREFIX}${filled}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}`;
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Percent-encoded UTF-8. Half a character, which a person may be typing, becomes U+FFFD. */
function encoded(value: unknown): string {
  return encodeURIComponent(String(value).replace(LONE_SURROGATE, "\ufffd"));
}
