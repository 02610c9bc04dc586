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

/** A provider that does not answer within this time counts as unreachable. */
const TIMEOUT_SECONDS = 10;

interface Known {
  readonly version: number;
  readonly until: number;
  readonly configuration: Promise<client.Configuration>;
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
    const entry = { version, until: this.now() + METADATA_AGE_MS, configuration };
    this.#known.set(name, entry);
    configuration.catch(() => {
      if (this.#known.get(name) === entry) this.#known.delete(name);
    });
    return configuration;
  }
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
