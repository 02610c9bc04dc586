import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

/** The client that a {@link TestProvider} knows. */
export const TEST_CLIENT = { id: "fleethub", secret: "a-secret-of-the-test" } as const;

const HOUR_SECONDS = 3_600;

/** Sends the form by which the provider asks whether somebody wants to leave it too. */
const YES = '<button form="op.logoutForm" name="logout" value="yes">Sign out here too</button>';

/** A real OpenID provider in this process, which signs everybody in as the account in `login`. */
export class TestProvider {
  readonly #server: Server = createServer();
  issuer = "";
  login = "ada";
  /** Groups of every account. */
  groups: readonly string[] = ["sre", "eu"];

  /** @param redirectUri where it may send browsers back to */
  constructor(private readonly redirectUri: string) {}

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.issuer = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: TEST_CLIENT.id,
          client_secret: TEST_CLIENT.secret,
          redirect_uris: [this.redirectUri],
          post_logout_redirect_uris: [new URL("/sign-in", this.redirectUri).href],
        },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
      cookies: { keys: ["a-key-of-the-test"] },
      ttl: {
        AccessToken: HOUR_SECONDS,
        Grant: HOUR_SECONDS,
        IdToken: HOUR_SECONDS,
        Interaction: HOUR_SECONDS,
        Session: HOUR_SECONDS,
      },
      claims: { openid: ["sub"], profile: ["name"], groups: ["groups"] },
      scopes: ["openid", "profile", "groups"],
      features: {
        devInteractions: { enabled: false },
        rpInitiatedLogout: {
          // The library's own page asks the internet for its font.
          logoutSource: (context, form) => {
            context.body = `<!doctype html><title>Sign out</title>${form}${YES}`;
          },
        },
      },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: (_context, id) => ({
        accountId: id,
        claims: () => ({ sub: id, name: `Account ${id}`, groups: [...this.groups] }),
      }),
    });
    const answer = provider.callback();
    this.#server.on("request", (request, response) => {
      if (!request.url?.startsWith("/interaction/")) return void answer(request, response);
      void this.#consent(provider, request, response);
    });
  }

  async #consent(
    provider: Provider,
    ...[request, response]: Parameters<Provider["interactionDetails"]>
  ): Promise<void> {
    const { prompt, params, session, grantId } = await provider.interactionDetails(
      request,
      response,
    );
    if (prompt.name === "login") {
      const result = { login: { accountId: this.login } };
      return provider.interactionFinished(request, response, result);
    }
    const accountId = session?.accountId ?? this.login;
    const grant =
      (grantId && (await provider.Grant.find(grantId))) ||
      new provider.Grant({ accountId, clientId: String(params["client_id"]) });
    grant.addOIDCScope(String(params["scope"]));
    const consent = { grantId: await grant.save() };
    return provider.interactionFinished(request, response, { consent });
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** Follows redirects as a browser does, until one leads to the console; answers its query. */
export async function browse(location: string, redirectUri: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = location;
  for (let step = 0; step < 12; step += 1) {
    if (url.startsWith(redirectUri)) return new URL(url).search;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const next = response.headers.get("location");
    if (next === null) throw new Error(`${url} answered ${response.status}`);
    url = new URL(next, url).href;
  }
  throw new Error("the provider leads in a circle");
}
