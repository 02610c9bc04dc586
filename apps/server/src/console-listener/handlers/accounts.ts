import type { Handlers } from "./handler.js";
import { ownCredentialHandlers } from "./own-credentials.js";
import { peopleHandlers } from "./people.js";
import { type ProviderHandlerServices, providerHandlers } from "./providers.js";
import { type SigningHandlerServices, signingHandlers } from "./signing.js";

/** Signing in, people and what stands for them. */
export function accountHandlers(services: SigningHandlerServices & ProviderHandlerServices) {
  const { accounts } = services;
  return {
    ...signingHandlers(services),
    ...peopleHandlers(accounts),
    ...ownCredentialHandlers(accounts),
    ...providerHandlers(services),
  } satisfies Partial<Handlers>;
}
