import type { Provider, ProviderCreate, Session, SignedOut } from "@fleethub/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browse, TEST_CLIENT, TestProvider } from "../../testing/oidc-provider.js";
import { PENDING_AT_ONCE } from "./pending-cookies.js";
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
  const leave = async (returnTo = "/agents?q=os:linux", shown = "") => {
    const path = `/sign-in/oidc/acme?return=${encodeURIComponent(returnTo)}`;
    const left = await fromBrowser(path, shown);
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

  test("two tabs leave at once, and each comes back to where it was", async () => {
    const one = await leave("/agents");
    const two = await leave("/groups", one.cookies);
    const both = `${one.cookies}; ${two.cookies}`;
    for (const [left, place] of [[one, "/agents"] as const, [two, "/groups"] as const]) {
      const back = await comeBack(both, await browse(left.location, redirectUri));
      expect(back.headers.get("location")).toBe(place);
    }
  });

  test("a browser that leaves again and again keeps the last few, in a head that stays short", async () => {
    const jar = new Map<string, string>();
    const shown = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const trips: Awaited<ReturnType<typeof leave>>[] = [];
    for (let tab = 0; tab < PENDING_AT_ONCE + 2; tab += 1) {
      const left = await leave(`/agents?q=${"a".repeat(1_000)}`, shown());
      const [name = "", value = ""] = left.cookies.split("=");
      jar.set(name, value);
      trips.push(left);
    }
    expect(jar.size).toBe(PENDING_AT_ONCE);
    expect(shown().length).toBeLessThan(7_000);
    const last = await browse(trips.at(-1)?.location ?? "", redirectUri);
    expect((await comeBack(shown(), last)).headers.get("location")).toMatch(/^\/agents/);
    const first = await browse(trips[0]?.location ?? "", redirectUri);
    const late = (await comeBack(shown(), first)).headers.get("location");
    expect(late).toBe("/sign-in?problem=too-late");
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

  test("administrators read why a provider was not reached, and strangers that it was not", async () => {
    const json = { "content-type": "application/json" };
    const gone = { name: "gone", title: "Gone", clientId: "hub", issuer: "http://127.0.0.1:9/" };
    const made = await house.get("/api/v1/providers", {
      method: "POST",
      headers: json,
      body: JSON.stringify({ ...gone, grants: [] }),
    });
    expect(((await made.json()) as Provider).fault).toBeNull();
    const left = await fromBrowser("/sign-in/oidc/gone");
    expect(left.headers.get("location")).toBe("/sign-in?problem=provider-unreachable");
    const shown = (await (await house.get("/api/v1/providers/gone")).json()) as Provider;
    expect(shown.fault?.reason).toContain("The connection failed");
  });

  test("an unknown provider is said so", async () => {
    const left = await fromBrowser("/sign-in/oidc/nobody");
    expect(left.headers.get("location")).toBe("/sign-in?problem=unknown-provider");
  });
});
