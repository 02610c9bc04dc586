import { API_PREFIX, problem } from "@fleethub/api";
import type { Accounts, ProviderRecord } from "@fleethub/control-plane";
import type { ProviderFault } from "../oidc/provider-desk.js";
import { presentProvider } from "../present/account.js";
import { refuseAccount } from "../sign-in/account-problems.js";
import { accountCall } from "../sign-in/newcomer.js";
import { answer, condition, type Handlers, refuse } from "./handler.js";
import { pageByName } from "./page-by-name.js";

type Providers = Pick<
  Handlers,
  "listProviders" | "createProvider" | "getProvider" | "replaceProvider" | "removeProvider"
>;

/** What answering about providers needs besides accounts. */
export interface ProviderHandlerServices {
  readonly accounts: Accounts;
  /** Why this hub could not reach it when it asked last; null: it could, or did not ask. */
  faultOf(provider: Pick<ProviderRecord, "name" | "version">): ProviderFault | null;
}

/** OpenID Connect providers, without their client secrets. */
export function providerHandlers(services: ProviderHandlerServices): Providers {
  const { providers } = services.accounts;
  const present = (one: ProviderRecord) => presentProvider(one, services.faultOf(one));
  return {
    async listProviders({ query }) {
      const page = pageByName(await providers.list(), ({ name }) => name, query);
      return answer({ ...page, items: page.items.map(present) });
    },
    async createProvider({ body }, caller) {
      const result = await providers.create(accountCall(caller), body);
      if (result.kind === "problem") return refuseAccount(result);
      const { value } = result;
      return answer(present(value), {
        version: value.version,
        location: `${API_PREFIX}/providers/${value.name}`,
      });
    },
    async getProvider({ params: { name } }) {
      const provider = await providers.get(name);
      if (provider === null) {
        const detail = `No provider is named ${name}. List them, or add it.`;
        return refuse(problem("unknown-provider", detail));
      }
      return answer(present(provider), { version: provider.version });
    },
    async replaceProvider({ params: { name }, body }, caller) {
      const input = { ...body, name, ...condition(caller) };
      const result = await providers.change(accountCall(caller), input);
      if (result.kind === "problem") return refuseAccount(result);
      const { value } = result;
      return answer(present(value), { version: value.version });
    },
    async removeProvider({ params: { name } }, caller) {
      const result = await providers.remove(accountCall(caller), { name, ...condition(caller) });
      return result.kind === "problem" ? refuseAccount(result) : answer(undefined);
    },
  };
}
