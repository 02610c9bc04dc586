import type { ProviderCreate, Session, SignedOut } from "@fleethub/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browse, TEST_CLIENT, TestProvider } from "../../testing/oidc-provider.js";
import { startTestHub, type TestHub } from "../../testing/test-hub.js";

describe("a hub with a provider", () => {
  let house: TestHub;
  let peer: TestProvider;
  let redirectUri: string;

  beforeAll(async () => {
    house = await startTestHub();
    redirectUri = `${house.hub.consoleUrl}/sign-in/oidc/acme/callback`;
    peer = new TestProvider(redirectUri);
    await peer.start();
    const record: ProviderCreate = {
      name: "acme",
      title: "Acme",
      issuer: peer.issuer,
      clientId: TEST_CLIENT.id,
      clientSecret: TEST_CLIENT.secret,
      scopes: ["profile", "groups"],
      groupsClaim: "groups",
      grants: [{ group: "sre", role: "operator", reach: "label.region:eu" }],
    };
    const made = await house.get("/api/v1/providers", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(record),
    });
    expect(made.status, await made.clone().text()).toBe(201);
  });
  afterAll(async () => {
    peer.stop();
    await house.stop();
  });

  const fromBrowser = (path: string, cookies = "", init: RequestInit = {}) =>
    fetch(new URL(path, house.hub.consoleUrl), {
      ...init,
      redirect: "manual",
      headers: { cookie: cookies, ...init.headers },
    });
  const cookiesOf = (response: Response) =>
    response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";", 1)[0] ?? "")
      .join("; ");
  const leave = async (returnTo = "/agents?q=os:linux") => {
    const path = `/sign-in/oidc/acme?return=${encodeURIComponent(returnTo)}`;
    const left = await fromBrowser(path);
    expect(left.status).toBe(303);
    return { location: left.headers.get("location") ?? "", cookies: cookiesOf(left) };
  };
  const comeBack = async (cookies: string, query: string) =>
    fromBrowser(`/sign-in/oidc/acme/callback${query}`, cookies);

  test("signs in with the grants of the groups, leads back, and signs out at the provider too", async () => {
    const { location, cookies } = await leave();
    const back = await comeBack(cookies, await browse(location, redirectUri));
    expect(back.headers.get("location")).toBe("/agents?q=os:linux");
    const session = cookiesOf(back);
    const who = (await (await fromBrowser("/api/v1/session", session)).json()) as Session;
    expect(who).toMatchObject({
      kind: "person",
      displayName: "Account ada",
      provider: "acme",
      hasPassword: false,
      grants: [{ role: "operator", reach: "label.region:eu" }],
    });
    const out = await fromBrowser("/api/v1/session", session, { method: "DELETE" });
    expect(((await out.json()) as SignedOut).location).toContain(`${peer.issuer}/session/end`);
    expect((await fromBrowser("/api/v1/session", session)).status).toBe(401);
  });

  test("an answer without the browser that asked, or a second time, signs nobody in", async () => {
    const { location, cookies } = await leave();
    const query = await browse(location, redirectUri);
    const stolen = await comeBack("", query);
    expect(stolen.headers.get("location")).toBe("/sign-in?problem=too-late");
    expect(cookiesOf(stolen)).not.toContain("fleethub=");
    const first = await comeBack(cookies, query);
    expect(first.headers.get("location")).toBe("/agents?q=os:linux");
    const second = await comeBack(cookies, query);
    expect(second.headers.get("location")).toBe("/sign-in?problem=not-believed");
  });

  test("somebody without a grant is sent back, and the log names no code or token", async () => {
    const { groups } = peer;
    peer.groups = ["visitors"];
    const { location, cookies } = await leave();
    const query = await browse(location, redirectUri);
    const back = await comeBack(cookies, query);
    peer.groups = groups;
    expect(back.headers.get("location")).toBe("/sign-in?problem=no-grants");
    const code = new URLSearchParams(query).get("code") ?? "";
    expect(code.length).toBeGreaterThan(10);
    expect(house.log.join("")).not.toContain(code);
    expect(house.log.join("")).not.toContain(TEST_CLIENT.secret);
  });

  test("never leads elsewhere than into the console", async () => {
    const { location, cookies } = await leave("//evil.example/agents");
    const back = await comeBack(cookies, await browse(location, redirectUri));
    expect(back.headers.get("location")).toBe("/");
  });

  test("an unknown provider is said so", async () => {
    const left = await fromBrowser("/sign-in/oidc/nobody");
    expect(left.headers.get("location")).toBe("/sign-in?problem=unknown-provider");
  });
});
