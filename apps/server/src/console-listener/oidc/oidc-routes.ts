import type { Accounts, Logger, Opened, ProviderRecord } from "@fleethub/control-plane";
import type { Peer } from "../guard/judge-request.js";
import { deviceCookieName, namedCookie, openedCookies, readCookie } from "../sign-in/cookies.js";
import { PENDING_SIGN_IN_MS, type PendingSignIn, readPending, writePending } from "./pending.js";
import { type OidcProvider, ProviderDesk } from "./provider-desk.js";
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
}

const pendingCookieName = (isSecure: boolean) =>
  isSecure ? "__Host-fleethub-pending" : "fleethub-pending";

export function createOidcRoutes(services: OidcServices): OidcRoutes {
  const { accounts, logger, now } = services;
  const desk = new ProviderDesk(now);

  const found = async (name: string) => {
    const record = await accounts.providers.get(name);
    return record === null ? null : withSecret(record, accounts.providers.clientSecret(record));
  };
  const failed = (fault: SignInFault, provider: string, cause: string, peer: Peer) => {
    logger.warn({ fault, provider, cause }, "a sign-in through a provider came to nothing");
    return to(`/sign-in?problem=${fault}`, [forgotten(peer)]);
  };

  return {
    async depart(request, peer, name) {
      const provider = await found(name);
      if (provider === null) return failed("unknown-provider", "", "no such record", peer);
      const departure = await departTo(desk, provider, {
        redirectUri: `${peer.origin}/sign-in/oidc/${provider.name}/callback`,
        returnTo: returnAddress(new URL(request.url).searchParams.get("return")),
        now: now(),
      });
      if (!departure.ok) return failed(departure.fault, provider.name, departure.cause, peer);
      const { location, pending } = departure.value;
      const value = writePending(await services.pendingKey(), pending);
      const seconds = PENDING_SIGN_IN_MS / 1_000;
      const { isSecure } = peer;
      return to(location, [namedCookie(pendingCookieName(isSecure), value, isSecure, seconds)]);
    },

    async arrive(request, peer, name) {
      const pending = await pendingOf(request, peer);
      if (pending === null || pending.provider !== name) {
        return failed("too-late", name, "nobody left for this provider in time", peer);
      }
      const provider = await found(pending.provider);
      if (provider === null) return failed("unknown-provider", name, "no such record", peer);
      const arrived = await arriveFrom(desk, provider, pending, new URL(request.url).search);
      if (!arrived.ok) return failed(arrived.fault, provider.name, arrived.cause, peer);
      const opened = await accounts.doors.signInWith(newcomerOf(request, peer), arrived.value);
      if (opened.kind === "problem") {
        return failed("no-grants", provider.name, opened.code, peer);
      }
      return to(pending.returnTo, [...cookies(opened.value, peer), forgotten(peer)]);
    },

    async farewellAt(name, origin) {
      const provider = await found(name);
      return provider === null ? null : farewellAt(desk, provider, `${origin}/sign-in`);
    },
  };

  async function pendingOf(request: Request, { isSecure }: Peer): Promise<PendingSignIn | null> {
    const value = readCookie(request.headers.get("cookie"), pendingCookieName(isSecure));
    return value === null ? null : readPending(await services.pendingKey(), value, now());
  }

  function newcomerOf({ headers }: Request, { address, isSecure }: Peer) {
    return {
      address,
      userAgent: headers.get("user-agent") ?? "",
      device: readCookie(headers.get("cookie"), deviceCookieName(isSecure)),
      via: "console",
      requestId: services.requestId(),
    } as const;
  }

  function cookies(opened: Opened, { isSecure }: Peer): readonly string[] {
    return openedCookies(opened, isSecure, now());
  }
}

/** One cookie serves one sign-in; it has no use after that. */
const forgotten = ({ isSecure }: Peer) => namedCookie(pendingCookieName(isSecure), "", isSecure, 0);

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
