import { API_PREFIX, problem } from "@fleethub/api";
import type { Accounts } from "@fleethub/control-plane";
import { presentProvider } from "../present/account.js";
import { refuseAccount } from "../sign-in/account-problems.js";
import { accountCall } from "../sign-in/newcomer.js";
import { answer, condition, type Handlers, refuse } from "./handler.js";
import { pageByName } from "./page-by-name.js";

type Providers = Pick<
  Handlers,
  "listProviders" | "createProvider" | "getProvider" | "replaceProvider" | "removeProvider"
>;

/** OpenID Connect providers, without their client secrets. */
export function providerHandlers({ providers }: Accounts): Providers {
  return {
    async listProviders({ query }) {
      const page = pageByName(await providers.list(), ({ name }) => name, query);
      return answer({ ...page, items: page.items.map(presentProvider) });
    },
    async createProvider({ body }, caller) {
      const result = await providers.create(accountCall(caller), body);
      if (result.kind === "problem") return refuseAccount(result);
      const { value } = result;
      return answer(presentProvider(value), {
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
      return answer(presentProvider(provider), { version: provider.version });
    },
    async replaceProvider({ params: { name }, body }, caller) {
      const input = { ...body, name, ...condition(caller) };
      const result = await providers.change(accountCall(caller), input);
      if (result.kind === "problem") return refuseAccount(result);
      const { value } = result;
      return answer(presentProvider(value), { version: value.version });
    },
    async removeProvider({ params: { name } }, caller) {
      const result = await providers.remove(accountCall(caller), { name, ...condition(caller) });
      return result.kind === "problem" ? refuseAccount(result) : answer(undefined);
    },
  };
}
