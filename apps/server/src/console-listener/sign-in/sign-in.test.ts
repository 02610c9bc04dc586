import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient } from "@fleethub/api";
import { ADMIN_TOKEN, startTestHub, type TestHub } from "../../testing/test-hub.js";

const PASSWORD = "four words of mine";
const JSON_TYPE = { "content-type": "application/json" };

let running: TestHub;
/** Cookies of the first administrator. */
let ada: Record<string, string>;

beforeAll(async () => {
  running = await startTestHub();
});
afterAll(() => running.stop());

const asked = (
  path: string,
  cookies: Record<string, string> = {},
  init: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
) => {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  return fetch(`${running.hub.consoleUrl}${path}`, {
    method: init.method ?? "GET",
    headers: {
      ...JSON_TYPE,
      ...init.headers,
      ...(cookie.length > 0 ? { cookie: cookie.join("; ") } : {}),
    },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
};

const typeOf = async (response: Response) => {
  const body: unknown = await response.json();
  return typeof body === "object" && body !== null && "type" in body ? body.type : body;
};

/** Cookies that an answer sets, each with its attributes checked. */
function cookiesOf(response: Response): Record<string, string> {
  return Object.fromEntries(
    response.headers.getSetCookie().map((line) => {
      expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

describe("the first run", () => {
  test("nobody is let in, and the link makes an administrator who is signed in at once", async () => {
    const { firstRunUrl } = running.hub;
    expect(firstRunUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/first-run#token=fhi_/);
    expect(running.log.join("")).not.toContain("fhi_");
    expect(await (await asked("/api/v1/sign-in")).json()).toEqual({
      firstRun: true,
      passwords: true,
      providers: [],
    });
    const token = firstRunUrl?.split("token=")[1] ?? "";
    const body = { token, name: "ada", displayName: "Ada", password: PASSWORD };
    const weak = await asked(
      "/api/v1/first-run",
      {},
      { method: "POST", body: { ...body, password: "x" } },
    );
    expect([weak.status, await typeOf(weak)]).toEqual([422, "password-not-accepted"]);
    const answer = await asked("/api/v1/first-run", {}, { method: "POST", body });
    expect(answer.status).toBe(201);
    ada = cookiesOf(answer);
    expect(Object.keys(ada)).toEqual(["fleethub", "fleethub-device"]);
    const who = await (await asked("/api/v1/session", ada)).json();
    expect(who).toMatchObject({
      kind: "person",
      name: "ada",
      displayName: "Ada",
      hasPassword: true,
    });
    const again = await asked("/api/v1/first-run", {}, { method: "POST", body });
    expect(await typeOf(again)).toBe("link-not-valid");
  });
});

describe("a session", () => {
  test("reads and writes from the console, and not for other sites", async () => {
    expect((await asked("/api/v1/agents", ada)).status).toBe(200);
    const body = { name: "from-a-session" };
    const write = (headers: Record<string, string>) =>
      asked("/api/v1/configurations", ada, { method: "POST", body, headers });
    expect((await write({ origin: "https://evil.example" })).status).toBe(403);
    expect((await write({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await write({ "content-type": "text/plain" })).status).toBe(415);
    const origin = running.hub.consoleUrl;
    expect((await write({ origin, "sec-fetch-site": "same-origin" })).status).toBe(201);
    const events = await asked("/api/v1/events", ada, {
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" },
    });
    expect(events.status).toBe(403);
    const audit = await running.client.listAudit({ query: { query: "from-a-session" } });
    expect(audit.ok && audit.data.items[0]?.actor).toMatchObject({ kind: "operator", id: "ada" });
  });

  test("is listed, ends from elsewhere, and ends by signing out", async () => {
    const signIn = async () => {
      const body = { name: "ada", password: PASSWORD };
      return cookiesOf(await asked("/api/v1/session", ada, { method: "POST", body }));
    };
    const [one, two] = [await signIn(), await signIn()];
    const list = await asked("/api/v1/sessions", one);
    const { items } = (await list.json()) as { items: { id: string; current: boolean }[] };
    expect(items.length).toBe(3);
    expect(items.filter(({ current }) => current).length).toBe(1);
    const other = items[0];
    expect(other?.current).toBe(false);
    const end = `/api/v1/sessions/${other?.id ?? ""}`;
    expect((await asked(end, one, { method: "DELETE" })).status).toBe(204);
    expect(await typeOf(await asked("/api/v1/session", two))).toBe("not-signed-in");
    const out = await asked("/api/v1/session", one, { method: "DELETE" });
    expect([out.status, await out.json()]).toEqual([200, { location: null }]);
    expect(out.headers.getSetCookie()[0]).toContain("fleethub=; Path=/");
    expect((await asked("/api/v1/session", one)).status).toBe(401);
    const audit = await running.client.listAudit({ query: { resource: "person:ada" } });
    expect(audit.ok && audit.data.items.map(({ action }) => action)).toEqual([
      "sign-out",
      "end-session",
      "sign-in",
      "sign-in",
      "first-run",
    ]);
  });

  test("all others end at once with one entry, when that is said", async () => {
    const signIn = async () => {
      const body = { name: "ada", password: PASSWORD };
      return cookiesOf(await asked("/api/v1/session", ada, { method: "POST", body }));
    };
    const others = [await signIn(), await signIn()];
    expect((await asked("/api/v1/sessions", ada, { method: "DELETE" })).status).toBe(400);
    const end = () => asked("/api/v1/sessions?others=true", ada, { method: "DELETE" });
    expect(await (await end()).json()).toEqual({ ended: 2 });
    expect(await (await end()).json()).toEqual({ ended: 0 });
    for (const other of others) {
      expect(await typeOf(await asked("/api/v1/session", other))).toBe("not-signed-in");
    }
    expect((await asked("/api/v1/session", ada)).status).toBe(200);
    const audit = await running.client.listAudit({ query: { resource: "person:ada", limit: 3 } });
    expect(audit.ok && audit.data.items.map(({ action }) => action)).toEqual([
      "end-sessions",
      "sign-in",
      "sign-in",
    ]);
  });

  test("a new password rotates it", async () => {
    const words = { current: PASSWORD, password: "four other words" };
    const change = { method: "PUT", body: words };
    const answer = await asked("/api/v1/session/password", ada, change);
    expect(answer.status).toBe(204);
    const rotated = cookiesOf(answer);
    expect((await asked("/api/v1/session", ada)).status).toBe(401);
    expect((await asked("/api/v1/session", rotated)).status).toBe(200);
    ada = { ...ada, ...rotated };
  });

  test("guesses are answered alike, then delayed", async () => {
    const guess = (name: string) =>
      asked("/api/v1/session", {}, { method: "POST", body: { name, password: "a guess of mine" } });
    const bodies = [];
    for (const name of ["ada", "nobody"]) {
      const answer = await guess(name);
      const { requestId: _, ...body } = (await answer.json()) as Record<string, unknown>;
      bodies.push([answer.status, body]);
    }
    expect(bodies[0]).toEqual(bodies[1]);
    let last = await guess("ada");
    for (let tries = 0; tries < 6 && last.status === 401; tries += 1) last = await guess("ada");
    expect(await typeOf(last)).toBe("too-many-attempts");
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("people and tokens", () => {
  test("a person is made with a link, limited, and sees no more than that", async () => {
    const { client } = running;
    const made = await client.createPerson({
      body: { name: "bob", grants: [{ role: "viewer" }] },
    });
    if (!made.ok) throw new Error(made.problem.detail);
    expect(made.data.invitation.path).toBe(`/invitation#token=${made.data.invitation.token}`);
    const body = { token: made.data.invitation.token, password: PASSWORD };
    const bob = cookiesOf(await asked("/api/v1/invitation", {}, { method: "POST", body }));
    expect((await asked("/api/v1/agents", bob)).status).toBe(200);
    for (const path of ["people", "api-tokens?person=*", "sessions?person=ada", "providers"]) {
      expect((await asked(`/api/v1/${path}`, bob)).status, path).toBe(403);
    }
    const token = { name: "ci", grants: [{ role: "operator" }] };
    const more = await asked("/api/v1/api-tokens", bob, { method: "POST", body: token });
    expect([more.status, await typeOf(more)]).toEqual([403, "beyond-own-grants"]);
    const own = { name: "ci", grants: [{ role: "viewer" }] };
    const created = await asked("/api/v1/api-tokens", bob, { method: "POST", body: own });
    const { value } = (await created.json()) as { value: string };
    const script = createClient({
      baseUrl: running.hub.consoleUrl,
      fetch: (url, init) => fetch(url, init),
      headers: { authorization: `Bearer ${value}` },
    });
    const who = await script.getSession();
    expect(who.ok && who.data).toMatchObject({ kind: "token", name: "bob/ci" });
    expect((await script.listAgents()).ok).toBe(true);
    const write = await script.createConfiguration({ body: { name: "not-his" } });
    expect(write.ok ? null : write.problem.type).toBe("not-allowed");
    expect((await client.removePerson({ params: { name: "bob" } })).ok).toBe(true);
    const gone = await script.listAgents();
    expect(gone.ok ? null : gone.problem.type).toBe("not-signed-in");
  });

  test("metrics ask for a token, probes do not", async () => {
    expect((await asked("/healthz")).status).toBe(200);
    expect((await asked("/readyz")).status).toBe(200);
    const refused = await asked("/metrics");
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      401,
      'Bearer realm="fleethub"',
    ]);
    const authorization = { authorization: `Bearer ${ADMIN_TOKEN}` };
    const scraped = await asked("/metrics", {}, { headers: authorization });
    expect(await scraped.text()).toContain("fleethub_");
  });
});

test("nothing that was a secret is in the log", () => {
  const log = running.log.join("");
  for (const text of ["fhi_", "fhs_", "fha_", PASSWORD, ADMIN_TOKEN])
    expect(log).not.toContain(text);
});
