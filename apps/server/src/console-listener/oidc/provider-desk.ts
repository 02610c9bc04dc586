import * as client from "openid-client";
import { isLoopback } from "../../settings/index.js";

/** What is needed to talk to a provider. */
export interface OidcProvider {
  readonly name: string;
  /** Address of the issuer, as its tokens name it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client, which PKCE alone protects. */
  readonly clientSecret: string | null;
  readonly scopes: readonly string[];
  /** Moves whenever anything of it changes. */
  readonly version: number;
}

/** How long what a provider publishes of itself is believed. */
const METADATA_AGE_MS = 10 * 60_000;

/** How long a provider that could not be reached is not asked again: whoever clicks on its button may be a stranger. */
export const PROVIDER_RETRY_MS = 15_000;

/** A provider that does not answer within this time counts as unreachable. */
const TIMEOUT_SECONDS = 10;

/** Why a provider could not be reached when it was asked last, in a sentence for administrators. */
export interface ProviderFault {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly reason: string;
}

interface Known {
  readonly version: number;
  readonly until: number;
  readonly configuration: Promise<client.Configuration>;
  readonly fault: ProviderFault | null;
}

/** What providers publish of themselves, asked for once in a while. */
export class ProviderDesk {
  readonly #known = new Map<string, Known>();

  constructor(private readonly now: () => number) {}

  /** Rejects where the provider cannot be reached, or publishes something else than this issuer. */
  configurationOf(provider: OidcProvider): Promise<client.Configuration> {
    const { name, version } = provider;
    const known = this.#known.get(name);
    if (known?.version === version && this.now() < known.until) return known.configuration;
    const configuration = discover(provider);
    const until = this.now() + METADATA_AGE_MS;
    const entry: Known = { version, until, configuration, fault: null };
    this.#known.set(name, entry);
    configuration.catch((error: unknown) => {
      if (this.#known.get(name) !== entry) return;
      const at = this.now();
      const fault = { at, reason: reasonOf(error) };
      this.#known.set(name, { ...entry, until: at + PROVIDER_RETRY_MS, fault });
    });
    return configuration;
  }

  /** Null: it was reached, or not asked since it changed. */
  faultOf({ name, version }: Pick<OidcProvider, "name" | "version">): ProviderFault | null {
    const known = this.#known.get(name);
    return known?.version === version ? known.fault : null;
  }
}

/** Of what came in only the code is told: messages may quote it. */
function reasonOf(error: unknown): string {
  const code = codeIn(error);
  if (code === "OAUTH_TIMEOUT") return `It did not answer within ${TIMEOUT_SECONDS} seconds.`;
  if (code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED") {
    return "It says that it is another issuer than this one.";
  }
  return code.startsWith("OAUTH_")
    ? `What answers there is no provider of OpenID Connect (${code}).`
    : `The connection failed (${code}).`;
}

/** The first code on the way to what caused it. */
function codeIn(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause === undefined ? error.name : codeIn(error.cause);
}

function discover({ issuer, clientId, clientSecret }: OidcProvider): Promise<client.Configuration> {
  const url = new URL(issuer);
  const authentication =
    clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret);
  return client.discovery(url, clientId, undefined, authentication, {
    timeout: TIMEOUT_SECONDS,
    // The provider record takes https alone, and http where nobody can stand between.
    execute:
      url.protocol === "http:" && isLoopback(url.hostname) ? [client.allowInsecureRequests] : [],
  });
}
