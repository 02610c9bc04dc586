import { describe, expect, test } from "vitest";
import { callOf, codeOf, openAccounts, PASSWORD, valueOf } from "../testing/open-accounts.js";
import { TEST_HUB_KEY } from "../testing/test-hub-key.js";
import { samplePerson } from "../contract/account-samples.js";
import type { Write } from "../ports.js";
import { PEOPLE_MAX, SEEDED_TOKEN_NAME } from "./settings.js";

const EVERYWHERE = { role: "administrator", reach: null } as const;
const VIEWER = { role: "viewer", reach: null } as const;
const SQUAD = { role: "operator", reach: "label.squad:edge" } as const;

const bearer = (text: string) =>
  ({ bearer: text, session: null, address: "192.0.2.7", isUse: true }) as const;
const cookie = (text: string) =>
  ({ bearer: null, session: text, address: "192.0.2.7", isUse: true }) as const;

describe("people", () => {
  test("are not made twice, not with a reach that claims what agents say, nor with odd names", async () => {
    const { accounts, call } = openAccounts();
    const create = (name: string, reach: string | null) =>
      accounts.people.create(call(), {
        name,
        displayName: "",
        grants: [{ role: "operator", reach }],
      });
    expect(codeOf(await create("ada", "label.squad:edge"))).toBe("done");
    expect(codeOf(await create("ada", null))).toBe("exists");
    expect(codeOf(await create("Ada!", null))).toBe("invalid");
    const claim = await create("bob", "os:linux");
    expect(claim).toMatchObject({ code: "invalid", errors: [{ pointer: "/grants/0/reach" }] });
  });

  test("who may do something else from now on signs in again", async () => {
    const hub = openAccounts();
    const { accounts, call } = hub;
    const opened = await hub.person("ada");
    const kind = async () => (await accounts.doors.authenticate(cookie(opened.cookie))).kind;
    const change = async (patch: object) =>
      valueOf(await accounts.people.change(call(), { name: "ada", ...patch }));
    await change({ displayName: "Ada L." });
    expect(await kind()).toBe("session");
    await change({ grants: [VIEWER] });
    expect(await kind()).toBe("refused");
  });

  test("the last administrator is neither removed, disabled nor made less", async () => {
    const hub = openAccounts();
    const { accounts, call } = hub;
    await hub.person("ada", [EVERYWHERE]);
    const people = accounts.people;
    const attempts = [
      await people.remove(call(), { name: "ada" }),
      await people.change(call(), { name: "ada", disabled: true }),
      await people.change(call(), { name: "ada", grants: [VIEWER] }),
    ];
    expect(attempts.map(codeOf)).toEqual(attempts.map(() => "last-administrator"));
    await hub.person("bob", [EVERYWHERE]);
    expect(codeOf(await people.remove(call(), { name: "ada", ifVersion: 7 }))).toBe(
      "stale-version",
    );
    expect(codeOf(await people.remove(call(), { name: "ada" }))).toBe("done");
    expect(codeOf(await people.remove(call(), { name: "ada" }))).toBe("unknown-person");
  });
});

describe("API tokens", () => {
  test("never have more than their owner, nor keep what the owner lost", async () => {
    const hub = openAccounts();
    const { accounts, time } = hub;
    const ada = await hub.person("ada", [SQUAD, VIEWER]);
    const own = callOf(ada, time.now());
    const make = (
      name: string,
      grants: readonly { role: "operator" | "viewer"; reach: string | null }[],
    ) => accounts.apiTokens.create(own, { name, grants, expiresAt: null });
    expect(codeOf(await make("all", [{ role: "operator", reach: null }]))).toBe(
      "beyond-own-grants",
    );
    const narrow = { role: "operator", reach: "label.squad:edge label.env:dev" } as const;
    const { text } = valueOf(await make("ci", [narrow, VIEWER]));
    expect(codeOf(await make("ci", [VIEWER]))).toBe("exists");
    const found = await accounts.doors.authenticate(bearer(text));
    expect(found).toMatchObject({ kind: "api-token", subject: { kind: "token", name: "ada/ci" } });
    expect(found.kind === "api-token" && found.subject.grants).toEqual([narrow, VIEWER]);
    valueOf(await accounts.people.change(hub.call(), { name: "ada", grants: [VIEWER] }));
    const less = await accounts.doors.authenticate(bearer(text));
    expect(less.kind === "api-token" && less.subject.grants).toEqual([VIEWER]);
    valueOf(await accounts.people.change(hub.call(), { name: "ada", disabled: true }));
    expect((await accounts.doors.authenticate(bearer(text))).kind).toBe("refused");
  });

  test("expire, are revoked, and are nobody else's to revoke", async () => {
    const hub = openAccounts();
    const { accounts, time } = hub;
    const [ada, bob] = [await hub.person("ada"), await hub.person("bob")];
    const make = async (name: string, lastsMs: number | null) =>
      valueOf(
        await accounts.apiTokens.create(callOf(ada, time.now()), {
          name,
          grants: [VIEWER],
          expiresAt: lastsMs === null ? null : time.now() + lastsMs,
        }),
      );
    const [brief, lasting] = [await make("brief", 10), await make("lasting", null)];
    const kind = async (text: string) => (await accounts.doors.authenticate(bearer(text))).kind;
    expect(await kind(brief.text)).toBe("api-token");
    await time.pass(10);
    expect(await kind(brief.text)).toBe("refused");
    const used = await hub.storage.apiTokens.get(brief.token.id);
    expect(used).toMatchObject({ lastAddress: "192.0.2.7", lastUsedAt: time.now() - 10 });
    const revoke = (by: typeof ada) =>
      accounts.apiTokens.revoke(callOf(by, time.now()), lasting.token.id);
    expect(codeOf(await revoke(bob))).toBe("unknown-api-token");
    expect(await kind(lasting.text)).toBe("api-token");
    expect(codeOf(await revoke(ada))).toBe("done");
    expect(await kind(lasting.text)).toBe("refused");
    const past = { name: "past", grants: [VIEWER], expiresAt: time.now() };
    const late = await accounts.apiTokens.create(callOf(ada, time.now()), past);
    expect(codeOf(late)).toBe("invalid");
  });

  test("make no others, but those of nobody that are an administrator's do, within their own time", async () => {
    const hub = openAccounts();
    const { accounts, time } = hub;
    const ada = await hub.person("ada", [EVERYWHERE]);
    const input = { name: "one", grants: [EVERYWHERE], expiresAt: null };
    const one = valueOf(await accounts.apiTokens.create(callOf(ada, time.now()), input));
    const CHOSEN = "what-an-operator-chose-for-a-token";
    valueOf(await accounts.apiTokens.seed(CHOSEN));
    const make = async (text: string, over: object) => {
      const found = await accounts.doors.authenticate(bearer(text));
      if (found.kind !== "api-token") throw new Error("The token is not accepted.");
      const by = hub.call({ subject: found.subject });
      return accounts.apiTokens.create(by, { ...input, ...over });
    };
    expect(codeOf(await make(one.text, { name: "two" }))).toBe("not-a-person");
    const expiresAt = time.now() + 1_000;
    const two = valueOf(await make(CHOSEN, { name: "two", expiresAt }));
    const viewer = valueOf(await make(CHOSEN, { name: "viewer", grants: [VIEWER] }));
    expect(codeOf(await make(viewer.text, { grants: [VIEWER] }))).toBe("not-a-person");
    expect(await make(two.text, {})).toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/expiresAt" }],
    });
    expect(codeOf(await make(two.text, { expiresAt: expiresAt + 1 }))).toBe("invalid");
    expect(codeOf(await make(two.text, { expiresAt }))).toBe("done");
    const own = await accounts.apiTokens.list("nobody", { limit: 9, cursor: null });
    expect(own.items.map(({ name }) => name).toSorted()).toEqual(
      [SEEDED_TOKEN_NAME, "one", "two", "viewer"].toSorted(),
    );
  });

  test("of the settings take each other's place", async () => {
    const { accounts, storage } = openAccounts();
    const [first, second] = ["first-".repeat(6), "second".repeat(6)];
    const kind = async (text: string) => (await accounts.doors.authenticate(bearer(text))).kind;
    expect(codeOf(await accounts.apiTokens.seed("too short"))).toBe("invalid");
    expect(codeOf(await accounts.apiTokens.seed(`${first} and a blank`))).toBe("invalid");
    valueOf(await accounts.apiTokens.seed(first));
    expect(await accounts.hasAdministrator()).toBe(true);
    expect(await accounts.firstRunToken()).not.toBeNull();
    valueOf(await accounts.apiTokens.seed(first));
    valueOf(await accounts.apiTokens.seed(second));
    expect([await kind(first), await kind(second)]).toEqual(["refused", "api-token"]);
    const { items } = await storage.apiTokens.list("everybody", { limit: 9, cursor: null });
    expect(items.map(({ name }) => name)).toEqual([SEEDED_TOKEN_NAME]);
    expect(JSON.stringify(items)).not.toContain(second);
    const audit = await storage.audit.list({ text: "seed" }, { limit: 9, cursor: null });
    expect(audit.total).toBe(2);
  });
});

describe("providers", () => {
  const ACME = {
    name: "acme",
    title: "Acme",
    issuer: "https://id.acme.example",
    clientId: "fleethub",
    scopes: ["openid"],
    groupsClaim: "groups",
    grants: [
      { group: "admins", ...EVERYWHERE },
      { group: "edge", ...SQUAD },
    ],
  };
  const WHO = {
    provider: "acme",
    issuer: ACME.issuer,
    subject: "00u1",
    name: "Ada Lovelace",
    email: "Ada.Lovelace@acme.example",
    groups: ["edge"],
  };

  test("bring people in with what their groups give, and take it away", async () => {
    const hub = openAccounts();
    const { accounts, call, newcomer } = hub;
    expect(codeOf(await accounts.doors.signInWith(newcomer(), WHO))).toBe("unknown-provider");
    valueOf(await accounts.providers.create(call(), ACME));
    const stranger = { ...WHO, groups: ["sales"] };
    expect(codeOf(await accounts.doors.signInWith(newcomer(), stranger))).toBe("no-grants");
    const first = valueOf(await accounts.doors.signInWith(newcomer(), WHO));
    expect(first.signedIn.subject).toMatchObject({ id: "ada-lovelace", grants: [SQUAD] });
    const again = valueOf(await accounts.doors.signInWith(newcomer(), WHO));
    expect(again.signedIn.person.name).toBe("ada-lovelace");
    const kind = async (text: string) => (await accounts.doors.authenticate(cookie(text))).kind;
    expect(await kind(first.cookie)).toBe("session");
    const promoted = { ...WHO, groups: ["edge", "admins"] };
    const third = valueOf(await accounts.doors.signInWith(newcomer(), promoted));
    expect([await kind(first.cookie), await kind(third.cookie)]).toEqual(["refused", "session"]);
    const namesake = valueOf(
      await accounts.doors.signInWith(newcomer(), { ...WHO, subject: "00u2" }),
    );
    expect(namesake.signedIn.person.name).toBe("ada-lovelace-2");
    const sentence = { name: "ada-lovelace", password: PASSWORD };
    expect(codeOf(await accounts.doors.signIn(newcomer(), sentence))).toBe("wrong-credentials");
    const audit = await hub.storage.audit.list({ text: "sign-in" }, { limit: 9, cursor: null });
    const told = audit.items.map(({ before, after }) => [before, after]);
    const person = { displayName: "Ada Lovelace", grants: [], disabled: false, provider: "acme" };
    const squad = { person: { ...person, grantsOfGroups: [SQUAD] } };
    const both = { person: { ...person, grantsOfGroups: [EVERYWHERE, SQUAD] } };
    expect(told).toEqual([
      [null, expect.objectContaining(squad)],
      [squad, expect.objectContaining(both)],
      [null, expect.not.objectContaining({ person: expect.anything() })],
      [null, expect.objectContaining(squad)],
    ]);
  });

  test("bring nobody new in where there are as many people as there can be", async () => {
    const hub = openAccounts();
    const { accounts, call, newcomer, storage } = hub;
    valueOf(await accounts.providers.create(call(), ACME));
    const known = valueOf(await accounts.doors.signInWith(newcomer(), WHO));
    const others = Array.from(
      { length: PEOPLE_MAX - 1 },
      (): Write => ({ kind: "add-person", person: samplePerson() }),
    );
    await storage.store.commit({ writes: others });
    const late = { ...WHO, subject: "00u2" };
    expect(codeOf(await accounts.doors.signInWith(newcomer(), late))).toBe("no-grants");
    const again = valueOf(await accounts.doors.signInWith(newcomer(), WHO));
    expect(again.signedIn.person.name).toBe(known.signedIn.person.name);
  });

  test("are no way in any more once removed or pointed elsewhere, and leave an administrator", async () => {
    const hub = openAccounts();
    const { accounts, call, newcomer } = hub;
    valueOf(await accounts.providers.create(call(), ACME));
    const who = { ...WHO, groups: ["admins"] };
    const opened = valueOf(await accounts.doors.signInWith(newcomer(), who));
    const moved = { ...ACME, issuer: "https://id.evil.example" };
    for (const result of [
      await accounts.providers.change(call(), moved),
      await accounts.providers.change(call(), { ...ACME, grants: [] }),
      await accounts.providers.remove(call(), { name: "acme" }),
    ]) {
      expect(codeOf(result)).toBe("last-administrator");
    }
    await hub.person("bob", [EVERYWHERE]);
    valueOf(await accounts.providers.change(call(), moved));
    expect((await accounts.doors.authenticate(cookie(opened.cookie))).kind).toBe("refused");
    expect((await hub.storage.people.get("ada-lovelace"))?.identity).toBeNull();
    expect(codeOf(await accounts.doors.signInWith(newcomer(), who))).toBe("stale-version");
    const there = { ...who, issuer: moved.issuer };
    const taken = valueOf(await accounts.doors.signInWith(newcomer(), there));
    expect(taken.signedIn.person.name).toBe("ada-lovelace-2");
    valueOf(await accounts.providers.remove(call(), { name: "acme" }));
    expect((await accounts.doors.authenticate(cookie(taken.cookie))).kind).toBe("refused");
    expect(codeOf(await accounts.providers.remove(call(), { name: "acme" }))).toBe(
      "unknown-provider",
    );
  });

  test("keep their client secret sealed, and cannot without the hub's key", async () => {
    const keyless = openAccounts();
    const secret = "marker-of-a-client-secret";
    const refused = await keyless.accounts.providers.create(keyless.call(), {
      ...ACME,
      clientSecret: secret,
    });
    expect(codeOf(refused)).toBe("no-hub-key");
    const { accounts, call, storage } = openAccounts(undefined, TEST_HUB_KEY);
    const made = valueOf(
      await accounts.providers.create(call(), { ...ACME, clientSecret: secret }),
    );
    expect(accounts.providers.clientSecret(made)).toBe(secret);
    const kept = valueOf(await accounts.providers.change(call(), { ...ACME, title: "Acme Inc." }));
    expect(accounts.providers.clientSecret(kept)).toBe(secret);
    const elsewhere = { ...ACME, issuer: "https://id.evil.example" };
    expect(codeOf(await accounts.providers.change(call(), elsewhere))).toBe("invalid");
    const none = { ...ACME, clientSecret: null };
    const without = valueOf(await accounts.providers.change(call(), none));
    expect(accounts.providers.clientSecret(without)).toBeNull();
    const audit = await storage.audit.list({ text: "" }, { limit: 9, cursor: null });
    expect(JSON.stringify(audit.items)).not.toContain(secret);
    const open = { ...ACME, name: "open", issuer: "http://id.acme.example" };
    expect(codeOf(await accounts.providers.create(call(), open))).toBe("invalid");
  });
});
