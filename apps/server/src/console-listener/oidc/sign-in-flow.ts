import type { ProviderSubject } from "@fleethub/control-plane";
import * as client from "openid-client";
import { type Claims, groupsIn, subjectIn } from "./claims.js";
import { PENDING_SIGN_IN_MS, type PendingSignIn } from "./pending.js";
import type { OidcProvider, ProviderDesk } from "./provider-desk.js";

/**
 * Why a sign-in through a provider came to nothing.
 *
 * - `provider-unreachable`: it does not answer, or publishes another issuer than the record names
 * - `provider-refused`: it sent the person back without a code
 * - `not-believed`: state, code or token is not what this sign-in asked for
 */
export type FlowFault = "provider-unreachable" | "provider-refused" | "not-believed";

export type FlowResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly fault: FlowFault;
      /** For the log; never a token or a code. */
      readonly cause: string;
    };

/** Where the browser goes, and what has to come back with it. */
export interface Departure {
  readonly location: string;
  readonly pending: PendingSignIn;
}

/** Authorization code with PKCE (RFC 6749, RFC 7636, OpenID Connect Core 3.1). */
export async function departTo(
  desk: ProviderDesk,
  provider: OidcProvider,
  trip: { readonly redirectUri: string; readonly returnTo: string; readonly now: number },
): Promise<FlowResult<Departure>> {
  const configuration = await reached(desk, provider);
  if (!configuration.ok) return configuration;
  const verifier = client.randomPKCECodeVerifier();
  const pending: PendingSignIn = {
    provider: provider.name,
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier,
    redirectUri: trip.redirectUri,
    returnTo: trip.returnTo,
    expiresAt: trip.now + PENDING_SIGN_IN_MS,
  };
  const location = client.buildAuthorizationUrl(configuration.value, {
    redirect_uri: trip.redirectUri,
    scope: [...new Set(["openid", ...provider.scopes])].join(" "),
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state: pending.state,
    nonce: pending.nonce,
  });
  return { ok: true, value: { location: location.href, pending } };
}

/**
 * Redeems the code that the browser brought back. Groups are read from the ID token, else from the userinfo endpoint.
 *
 * @param query of the address that the provider sent the browser to
 */
export async function arriveFrom(
  desk: ProviderDesk,
  provider: OidcProvider & { readonly groupsClaim: string },
  pending: PendingSignIn,
  query: string,
): Promise<FlowResult<ProviderSubject>> {
  const configuration = await reached(desk, provider);
  if (!configuration.ok) return configuration;
  const current = new URL(pending.redirectUri);
  current.search = query;
  try {
    const tokens = await client.authorizationCodeGrant(configuration.value, current, {
      pkceCodeVerifier: pending.verifier,
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) return notBelieved("there was no ID token");
    const more =
      groupsIn(claims, provider.groupsClaim).length > 0
        ? {}
        : await userInfo(configuration.value, tokens.access_token, claims.sub);
    return { ok: true, value: subjectIn(provider, { ...more, ...claims }, claims.sub) };
  } catch (error) {
    if (error instanceof client.AuthorizationResponseError) {
      return { ok: false, fault: "provider-refused", cause: answerOf(error.error) };
    }
    return notBelieved(codeOf(error));
  }
}

/** Where the browser goes to be signed out of the provider too; null where the provider has no such address. */
export async function farewellAt(
  desk: ProviderDesk,
  provider: OidcProvider,
  returnTo: string,
): Promise<string | null> {
  const configuration = await reached(desk, provider);
  if (!configuration.ok) return null;
  if (configuration.value.serverMetadata().end_session_endpoint === undefined) return null;
  return client.buildEndSessionUrl(configuration.value, { post_logout_redirect_uri: returnTo })
    .href;
}

async function userInfo(
  configuration: client.Configuration,
  accessToken: string,
  subject: string,
): Promise<Claims> {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
  return client.fetchUserInfo(configuration, accessToken, subject);
}

async function reached(
  desk: ProviderDesk,
  provider: OidcProvider,
): Promise<FlowResult<client.Configuration>> {
  try {
    return { ok: true, value: await desk.configurationOf(provider) };
  } catch (error) {
    return { ok: false, fault: "provider-unreachable", cause: codeOf(error) };
  }
}

const notBelieved = (cause: string) => ({ ok: false, fault: "not-believed", cause }) as const;

/** Why providers send people back (RFC 6749 section 4.1.2.1, OpenID Connect Core 3.1.2.6). */
const PROVIDER_ANSWERS: ReadonlySet<string> = new Set([
  "access_denied",
  "account_selection_required",
  "consent_required",
  "interaction_required",
  "invalid_request",
  "invalid_scope",
  "login_required",
  "server_error",
  "temporarily_unavailable",
  "unauthorized_client",
  "unsupported_response_type",
]);

/** Anybody may write an address to come back to, so nothing else of it is said. */
const answerOf = (error: string) => (PROVIDER_ANSWERS.has(error) ? error : "another error");

/** What the library calls it: its messages may quote what came in. */
function codeOf(error: unknown): string {
  if (error instanceof client.ResponseBodyError) return error.error;
  if (error instanceof client.ClientError) return error.code ?? error.name;
  return error instanceof Error ? error.name : "unknown";
}
