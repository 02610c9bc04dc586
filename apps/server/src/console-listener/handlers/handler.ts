import type { Problem, RouteAnswer, RouteName, RouteRequest } from "@fleethub/api";
import type { Actor, Scope, SignedIn } from "@fleethub/control-plane";
import type { Subject } from "@fleethub/fleet/access";
import type { Peer } from "../guard/judge-request.js";

/** Who asks, and with which conditions. */
export interface Caller {
  readonly actor: Actor;
  readonly subject: Subject;
  /** The session or API token that the request shows; null on routes that everyone may use. */
  readonly signedIn: SignedIn | null;
  readonly peer: Peer;
  readonly headers: { get(name: string): string | null };
  /** The agents that he may see. */
  readonly scope: Scope;
  /** Milliseconds since the epoch, the same through the whole request. */
  readonly now: number;
  /** Version in `If-Match`; undefined where there is none. */
  readonly ifVersion: number | undefined;
  readonly lastEventId: string | null;
  /** Asks again whether what was allowed for this request still is, for streams that stay open. */
  isStillAllowed(): Promise<boolean>;
}

/** What a handler comes to. */
export type Reply<N extends RouteName> =
  | {
      readonly kind: "answer";
      readonly data: RouteAnswer<N>;
      /** Goes out as ETag. */
      readonly version?: number;
      /** Goes out as Location. */
      readonly location?: string;
      /** Each goes out as Set-Cookie. */
      readonly cookies?: readonly string[];
    }
  | {
      readonly kind: "problem";
      readonly problem: Problem;
      /** Goes out as Retry-After. */
      readonly retryAfterSeconds?: number;
    }
  | { readonly kind: "stream"; readonly stream: ReadableStream<Uint8Array> }
  /** A page of HTML that needs nothing else. */
  | { readonly kind: "page"; readonly html: string; readonly fileName: string };

/** One per route. The compiler refuses a table that leaves one out. */
export type Handlers = {
  readonly [N in RouteName]: (request: RouteRequest<N>, caller: Caller) => Promise<Reply<N>>;
};

/** The answer of a route that went well. */
export function answer<T>(
  data: T,
  rest: {
    readonly version?: number;
    readonly location?: string;
    readonly cookies?: readonly string[];
  } = {},
): {
  readonly kind: "answer";
  readonly data: T;
  readonly version?: number;
  readonly location?: string;
  readonly cookies?: readonly string[];
} {
  return { kind: "answer", data, ...rest };
}

/** A refusal. */
export function refuse(
  problem: Problem,
  rest: { readonly retryAfterSeconds?: number } = {},
): {
  readonly kind: "problem";
  readonly problem: Problem;
  readonly retryAfterSeconds?: number;
} {
  return { kind: "problem", problem, ...rest };
}

/** The version that the caller decided on, as verbs take it. */
export function condition({ ifVersion }: Caller): { readonly ifVersion?: number } {
  return ifVersion === undefined ? {} : { ifVersion };
}
