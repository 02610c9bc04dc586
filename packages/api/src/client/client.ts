import type { Problem } from "../problems/problem.js";
import { ROUTE_NAMES, ROUTE_OUTLINES, type RouteName } from "../routes/outline.js";
import type { RouteAnswer, RouteInput } from "../routes/table.js";
import {
  type AbortSignalOfPlatform,
  type FetchInit,
  type FetchResponse,
  pathOf,
} from "./request.js";

/** A refusal by the hub, or `unreachable`: no answer, or one that is not the hub's. */
export type ApiProblem = Omit<Problem, "type"> & { readonly type: Problem["type"] | "unreachable" };

/** What a call comes to. Refusals are values; the client throws for nothing but an abort. */
export type ApiResult<T> =
  | {
      readonly ok: true;
      readonly status: number;
      readonly data: T;
      /** Version of the resource for `ifMatch`, where the answer carries one. */
      readonly version: string | null;
    }
  | { readonly ok: false; readonly problem: ApiProblem };

type Required<K extends string, T> = [T] extends [undefined]
  ? unknown
  : Record<never, never> extends T
    ? { readonly [P in K]?: T }
    : { readonly [P in K]: T };

/** Arguments of one call. */
export type CallInput<N extends RouteName> = Required<"params", RouteInput<N>["params"]> &
  Required<"query", RouteInput<N>["query"]> &
  Required<"body", RouteInput<N>["body"]> & {
    /** The version that the change was decided on; a stale one is refused with `stale-version`. */
    readonly ifMatch?: string | number;
    /** Makes a creating request safe to repeat. */
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignalOfPlatform;
  };

type Call<N extends RouteName> =
  Record<never, never> extends CallInput<N>
    ? (input?: CallInput<N>) => Promise<ApiResult<RouteAnswer<N>>>
    : (input: CallInput<N>) => Promise<ApiResult<RouteAnswer<N>>>;

type Outlines = typeof ROUTE_OUTLINES;

/** Routes that answer with JSON, or with nothing: no outline of theirs names another media type. */
type JsonRoute = {
  [N in RouteName]: Outlines[N] extends { readonly media: string } ? never : N;
}[RouteName];

/** One function per route that answers with JSON. Streams, files and pages are read by their address. */
export type Client = { readonly [N in JsonRoute]: Call<N> };

/** Where the hub is, and what to reach it with. */
export interface ClientOptions {
  /** Origin of the console, such as `http://127.0.0.1:3000`; `""` for the page's own. */
  readonly baseUrl: string;
  /** The platform's fetch, or a stand-in. */
  fetch(url: string, init: FetchInit): Promise<FetchResponse>;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface AnyInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly ifMatch?: string | number;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignalOfPlatform;
}

/** A typed client of the hub. It keeps no state: calls may run at once. */
export function createClient(options: ClientOptions): Client {
  const calls: Record<string, (input?: AnyInput) => Promise<ApiResult<unknown>>> = {};
  for (const name of ROUTE_NAMES) {
    if (!("media" in ROUTE_OUTLINES[name])) {
      calls[name] = (input) => call(options, name, input ?? {});
    }
  }
  // The table of routes is the proof that each name has its function.
  return calls as unknown as Client;
}

async function call(
  options: ClientOptions,
  name: RouteName,
  input: AnyInput,
): Promise<ApiResult<unknown>> {
  const headers: Record<string, string> = { accept: "application/json", ...options.headers };
  if (input.body !== undefined) headers["content-type"] = "application/json";
  if (input.ifMatch !== undefined) headers["if-match"] = `"${String(input.ifMatch)}"`;
  if (input.idempotencyKey !== undefined) headers["idempotency-key"] = input.idempotencyKey;
  let response: FetchResponse;
  let text: string;
  try {
    response = await options.fetch(`${options.baseUrl}${pathOf(name, input)}`, {
      method: ROUTE_OUTLINES[name].method,
      headers,
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal === undefined ? {} : { signal: input.signal }),
    });
    text = await response.text();
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") throw error;
    return { ok: false, problem: unreachable(0, "The hub did not answer. Is it running?") };
  }
  const etag = response.headers.get("etag");
  const version = etag === null ? null : etag.replace(/^W\//, "").replaceAll('"', "");
  if (response.status === 204) return { ok: true, status: 204, data: undefined, version };
  const json = parse(text);
  if (response.status >= 200 && response.status < 300 && json !== undefined) {
    return { ok: true, status: response.status, data: json, version };
  }
  const onTo = sentOn(response.status, response.headers.get("location"));
  return { ok: false, problem: problemOf(response.status, json, onTo) };
}

function problemOf(status: number, json: unknown, onTo: string | null): ApiProblem {
  if (isProblem(json, status)) return json;
  return unreachable(status, onTo ?? `Something answered ${status} that is not the hub.`);
}

/**
 * What to say of an answer that sends elsewhere, where `fetch` was told not to follow: nothing was sent there. Null for
 * every other answer.
 */
export function sentOn(status: number, location: string | null): string | null {
  if (status < 300 || status > 399 || location === null) return null;
  return `It sends on to ${location.slice(0, 200)}, where nothing was sent. If that is your hub, give its address.`;
}

function unreachable(status: number, detail: string): ApiProblem {
  return { type: "unreachable", title: "The hub cannot be reached", status, detail };
}

/** Told by its members and not by the table of types: a newer hub may have types of its own, and says them in words. */
function isProblem(json: unknown, status: number): json is ApiProblem {
  if (typeof json !== "object" || json === null) return false;
  const { type, title, detail, status: said } = json as Readonly<Record<string, unknown>>;
  return said === status && [type, title, detail].every((text) => typeof text === "string");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
