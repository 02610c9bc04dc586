import type { PostReport } from "./http.js";

/** The part of the standard fetch that is used; every browser's and Node's fit. */
export type StandardFetch = (
  url: string,
  init: {
    readonly method: "POST";
    readonly headers: Record<string, string>;
    readonly body: Uint8Array<ArrayBuffer>;
    readonly signal: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  arrayBuffer(): Promise<ArrayBuffer>;
}>;

/**
 * Posts with the platform's own fetch, as in a browser:
 * `httpTransport({ post: fetchPost(url, fetch), clock: Date, schedule })`. A fetch gives up by itself only when the
 * platform does, so that without `schedule` a server that never answers is waited for without end.
 *
 * @param headers sent with every request, such as Authorization
 */
export function fetchPost(
  url: string,
  fetch: StandardFetch,
  headers: Readonly<Record<string, string>> = {},
): PostReport {
  return (body, own) => {
    const abort = new AbortController();
    const request = async () => {
      const response = await fetch(url, {
        method: "POST",
        headers: { ...headers, ...own },
        body: new Uint8Array(body),
        signal: abort.signal,
      });
      const retryAfter = response.headers.get("retry-after");
      return {
        status: response.status,
        body: new Uint8Array(await response.arrayBuffer()),
        ...(retryAfter !== null && { retryAfter }),
      };
    };
    return { answer: request(), abort: () => abort.abort() };
  };
}
