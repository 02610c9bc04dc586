import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browse, TEST_CLIENT, TestProvider } from "../../testing/oidc-provider.js";
import { PENDING_SIGN_IN_MS, type PendingSignIn, readPending, writePending } from "./pending.js";
import { type OidcProvider, PROVIDER_RETRY_MS, ProviderDesk } from "./provider-desk.js";
import { arriveFrom, departTo, farewellAt } from "./sign-in-flow.js";

const REDIRECT = "http://127.0.0.1:3000/sign-in/oidc/acme/callback";
const NOW = 1_800_000_000_000;

describe("signing in through a provider", () => {
  const peer = new TestProvider(REDIRECT);
  const desk = new ProviderDesk(() => NOW);
  let provider: OidcProvider & { groupsClaim: string };

  beforeAll(async () => {
    await peer.start();
    provider = {
      name: "acme",
      issuer: peer.issuer,
      clientId: TEST_CLIENT.id,
      clientSecret: TEST_CLIENT.secret,
      scopes: ["profile", "groups"],
      groupsClaim: "groups",
      version: 1,
    };
  });
  afterAll(() => peer.stop());

  const depart = async () => {
    const trip = { redirectUri: REDIRECT, returnTo: "/agents", now: NOW };
    const departure = await departTo(desk, provider, trip);
    if (!departure.ok) throw new Error(departure.cause);
    return departure.value;
  };

  test("brings back who it is, with the groups", async () => {
    const { location, pending } = await depart();
    expect(new URL(location).searchParams.get("code_challenge_method")).toBe("S256");
    const arrived = await arriveFrom(desk, provider, pending, await browse(location, REDIRECT));
    expect(arrived).toEqual({
      ok: true,
      value: {
        provider: "acme",
        issuer: peer.issuer,
        subject: "ada",
        name: "Account ada",
        email: null,
        groups: ["sre", "eu"],
      },
    });
  });

  test("a code is believed once, and only in the browser that asked for it", async () => {
    const one = await depart();
    const other = await depart();
    const query = await browse(one.location, REDIRECT);
    const stolen = await arriveFrom(desk, provider, other.pending, query);
    expect(stolen).toMatchObject({ ok: false, fault: "not-believed" });
    const without: PendingSignIn = { ...one.pending, verifier: other.pending.verifier };
    expect(await arriveFrom(desk, provider, without, query)).toMatchObject({ ok: false });
    const fresh = await depart();
    const again = await browse(fresh.location, REDIRECT);
    expect(await arriveFrom(desk, provider, fresh.pending, again)).toMatchObject({ ok: true });
    expect(await arriveFrom(desk, provider, fresh.pending, again)).toMatchObject({ ok: false });
  });

  test("a token of another sign-in is not believed", async () => {
    const { location, pending } = await depart();
    const other: PendingSignIn = { ...pending, nonce: "another" };
    const arrived = await arriveFrom(desk, provider, other, await browse(location, REDIRECT));
    expect(arrived).toMatchObject({ ok: false, fault: "not-believed" });
  });

  test("a refusal of the provider is told apart", async () => {
    const { pending } = await depart();
    const query = `?error=access_denied&state=${pending.state}&iss=${encodeURIComponent(peer.issuer)}`;
    const refused = await arriveFrom(desk, provider, pending, query);
    expect(refused).toEqual({ ok: false, fault: "provider-refused", cause: "access_denied" });
  });

  test("an issuer that is not there, or is another, is unreachable, which is said and remembered for a while", async () => {
    let now = NOW;
    const patient = new ProviderDesk(() => now);
    const fault = "provider-unreachable";
    const gone = { ...provider, name: "gone", issuer: "http://127.0.0.1:9" };
    const trip = { redirectUri: REDIRECT, returnTo: "/", now: NOW };
    expect(await departTo(patient, gone, trip)).toMatchObject({ fault });
    expect(patient.faultOf(gone)).toEqual({
      at: NOW,
      reason: expect.stringMatching(/^The connection failed \(\w+\)\.$/),
    });
    const other = { ...provider, name: "other", issuer: `${peer.issuer}/tenant` };
    expect(await departTo(patient, other, trip)).toMatchObject({ fault });
    expect(patient.faultOf(other)?.reason).toMatch(/no provider|another issuer/);
    const there = { ...provider, name: "gone" };
    now += PROVIDER_RETRY_MS - 1;
    expect(await departTo(patient, there, trip)).toMatchObject({ fault });
    now += 1;
    expect(await departTo(patient, there, trip)).toMatchObject({ ok: true });
    expect(patient.faultOf(there)).toBeNull();
    const changed = { ...other, issuer: peer.issuer, version: 2 };
    expect(patient.faultOf(changed)).toBeNull();
    expect(await departTo(patient, changed, trip)).toMatchObject({ ok: true });
  });

  test("plain http is spoken to loopback alone", async () => {
    const plain = { ...provider, name: "plain", issuer: "http://idp.example.com" };
    const trip = { redirectUri: REDIRECT, returnTo: "/", now: NOW };
    expect(await departTo(desk, plain, trip)).toMatchObject({ fault: "provider-unreachable" });
  });

  test("signing out goes on at the provider", async () => {
    const url = await farewellAt(desk, provider, "http://127.0.0.1:3000/sign-in");
    expect(url).toContain(`${peer.issuer}/session/end`);
    expect(url).toContain("post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A3000%2Fsign-in");
  });
});

describe("what a browser keeps meanwhile", () => {
  const key = new Uint8Array(32).fill(7);
  const pending: PendingSignIn = {
    provider: "acme",
    state: "s",
    nonce: "n",
    verifier: "v",
    redirectUri: REDIRECT,
    returnTo: "/agents",
    expiresAt: NOW + PENDING_SIGN_IN_MS,
  };

  test("is read again until its time is over", () => {
    const value = writePending(key, pending);
    expect(readPending(key, value, NOW)).toEqual(pending);
    expect(readPending(key, value, NOW + PENDING_SIGN_IN_MS)).toBeNull();
  });

  test("is refused where a byte is another, or another key wrote it", () => {
    const value = writePending(key, pending);
    for (let at = 0; at < value.length - 1; at += 1) {
      const other = value[at] === "A" ? "B" : "A";
      const bent = `${value.slice(0, at)}${other}${value.slice(at + 1)}`;
      expect(readPending(key, bent, NOW), `byte ${at}`).toBeNull();
    }
    expect(readPending(new Uint8Array(32), value, NOW)).toBeNull();
    for (const text of ["", ".", "a.b", "a.b.c", `${value}.x`]) {
      expect(readPending(key, text, NOW)).toBeNull();
    }
  });
});
