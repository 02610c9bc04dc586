import type { Accounts, Logger, ProviderRecord } from "@fleethub/control-plane";
import { boundedWarnings } from "../../platform/bounded-warnings.js";
import type { Peer } from "../guard/judge-request.js";
import { deviceCookieName, openedCookies, readCookie } from "../sign-in/cookies.js";
import { pendingCookie, pendingWith } from "./pending-cookies.js";
import { type OidcProvider, ProviderDesk, type ProviderFault } from "./provider-desk.js";
import { returnAddress } from "./return-address.js";
import { arriveFrom, departTo, farewellAt, type FlowFault } from "./sign-in-flow.js";

/** What signing in through providers needs. */
export interface OidcServices {
  readonly accounts: Pick<Accounts, "doors" | "providers">;
  readonly logger: Logger;
  /** A key of the store, so that a browser may come back to another hub than the one it left. */
  pendingKey(): Promise<Uint8Array>;
  now(): number;
  requestId(): string;
}

/** Why the sign-in page is shown again, in its address. */
export type SignInFault = FlowFault | "unknown-provider" | "no-grants" | "too-late";

/** Where people leave for a provider and come back from it. */
export interface OidcRoutes {
  /** `GET /sign-in/oidc/NAME?return=…` */
  depart(request: Request, peer: Peer, name: string): Promise<Response>;
  /** `GET /sign-in/oidc/NAME/callback`, which the provider's record of this client names. */
  arrive(request: Request, peer: Peer, name: string): Promise<Response>;
  /** Where the browser goes to be signed out of this provider too; null: nowhere. */
  farewellAt(provider: string, origin: string): Promise<string | null>;
  /** Why this hub could not reach it when it asked last; null: it could, or did not ask. */
  faultOf(provider: Pick<ProviderRecord, "name" | "version">): ProviderFault | null;
}

export function createOidcRoutes(services: OidcServices): OidcRoutes {
  const { accounts, logger, now } = services;
  const desk = new ProviderDesk(now);
  const warn = boundedWarnings(logger, now, "a sign-in through a provider came to nothing");

  const found = async (name: string) => {
    const record = await accounts.providers.get(name);
    return record === null ? null : withSecret(record, accounts.providers.clientSecret(record));
  };
  /** `provider` is one that is known: what strangers write into an address is not logged. */
  const failed = (
    fault: SignInFault,
    provider: string | null,
    cause: string,
    cookies: readonly string[] = [],
  ) => {
    warn({ fault, provider, cause });
    return to(`/sign-in?problem=${fault}`, cookies);
  };

  return {
    async depart(request, peer, name) {
      const provider = await found(name);
      if (provider === null) return failed("unknown-provider", null, "no such record");
      const departure = await departTo(desk, provider, {
        redirectUri: `${peer.origin}/sign-in/oidc/${provider.name}/callback`,
        returnTo: returnAddress(new URL(request.url).searchParams.get("return")),
        now: now(),
      });
      if (!departure.ok) return failed(departure.fault, provider.name, departure.cause);
      const { location, pending } = departure.value;
      const key = await services.pendingKey();
      return to(location, [pendingCookie(key, pending, shownBy(request, peer), now())]);
    },

    async arrive(request, peer, name) {
      const key = await services.pendingKey();
      const { search, searchParams } = new URL(request.url);
      const left = pendingWith(key, searchParams.get("state"), shownBy(request, peer), now());
      if (left === null || left.pending.provider !== name) {
        return failed("too-late", null, "nobody left for this provider in time");
      }
      const { pending, forgotten } = left;
      const provider = await found(pending.provider);
      if (provider === null) {
        return failed("unknown-provider", pending.provider, "no such record", [forgotten]);
      }
      const arrived = await arriveFrom(desk, provider, pending, search);
      if (!arrived.ok) return failed(arrived.fault, provider.name, arrived.cause, [forgotten]);
      const opened = await accounts.doors.signInWith(newcomerOf(request, peer), arrived.value);
      if (opened.kind === "problem") {
        const fault = opened.code === "stale-version" ? "not-believed" : "no-grants";
        return failed(fault, provider.name, opened.code, [forgotten]);
      }
      const cookies = openedCookies(opened.value, peer.isSecure, now());
      return to(pending.returnTo, [...cookies, forgotten]);
    },

    faultOf: (provider) => desk.faultOf(provider),

    async farewellAt(name, origin) {
      const provider = await found(name);
      return provider === null ? null : farewellAt(desk, provider, `${origin}/sign-in`);
    },
  };

  function newcomerOf({ headers }: Request, { address, isSecure }: Peer) {
    return {
      address,
      userAgent: headers.get("user-agent") ?? "",
      device: readCookie(headers.get("cookie"), deviceCookieName(isSecure)),
      via: "console",
      requestId: services.requestId(),
    } as const;
  }
}

const shownBy = ({ headers }: Request, { isSecure }: Peer) => ({
  header: headers.get("cookie"),
  isSecure,
});

function withSecret(
  { name, issuer, clientId, scopes, groupsClaim, version }: ProviderRecord,
  clientSecret: string | null,
): OidcProvider & { readonly groupsClaim: string } {
  return { name, issuer, clientId, clientSecret, scopes, groupsClaim, version };
}

function to(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
