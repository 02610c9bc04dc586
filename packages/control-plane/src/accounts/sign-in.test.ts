import { describe, expect, test } from "vitest";
import {
  type AccountsUnderTest,
  callOf,
  codeOf,
  openAccounts,
  PASSWORD,
  valueOf,
} from "../testing/open-accounts.js";
import { TOUCH_EVERY_MS } from "./settings.js";

const shown = (session: string | null, bearer: string | null = null) =>
  ({ session, bearer, address: "192.0.2.1", isUse: true }) as const;

const actions = async ({ storage }: AccountsUnderTest) => {
  const { items } = await storage.audit.list({ text: "" }, { limit: 500, cursor: null });
  return items.map(({ action }) => action);
};

describe("the first run", () => {
  test("a link makes one administrator, once, whichever hub printed it", async () => {
    const hub = openAccounts();
    const another = openAccounts(hub.storage);
    const [one, two] = [await hub.accounts.firstRunToken(), await another.accounts.firstRunToken()];
    const given = { name: "ada", displayName: "Ada", password: PASSWORD };
    const opened = valueOf(
      await another.accounts.doors.firstRun(hub.newcomer(), { ...given, token: one ?? "" }),
    );
    expect(opened.signedIn.subject.grants).toEqual([{ role: "administrator", reach: null }]);
    for (const token of [one, two]) {
      const again = { ...given, name: "eve", token: token ?? "" };
      expect(codeOf(await hub.accounts.doors.firstRun(hub.newcomer(), again))).toBe(
        "link-not-valid",
      );
    }
    expect(await hub.accounts.firstRunToken()).toBeNull();
    expect(await hub.accounts.hasAdministrator()).toBe(true);
    expect(await actions(hub)).toEqual(["first-run"]);
    const row = await hub.storage.people.get("ada");
    expect(
      JSON.stringify(await hub.storage.audit.list({ text: "" }, { limit: 9, cursor: null })),
    ).not.toContain(row?.password);
  });

  test("names and passwords that cannot be used, and links past their time, make nobody", async () => {
    const hub = openAccounts();
    const token = (await hub.accounts.firstRunToken()) ?? "";
    const attempt = (over: object) =>
      hub.accounts.doors.firstRun(hub.newcomer(), {
        token,
        name: "ada",
        displayName: "",
        password: PASSWORD,
        ...over,
      });
    expect(codeOf(await attempt({ name: "Ada" }))).toBe("invalid");
    expect(codeOf(await attempt({ password: "short" }))).toBe("password-not-accepted");
    expect(codeOf(await attempt({ token: token.replace("fhi", "fha") }))).toBe("link-not-valid");
    await hub.time.pass(24 * 3_600_000);
    expect(codeOf(await attempt({}))).toBe("link-not-valid");
    expect(await hub.accounts.hasAdministrator()).toBe(false);
  });
});

describe("a password", () => {
  test("signs in, and every other answer is the same", async () => {
    const hub = openAccounts();
    await hub.person("ada");
    const signIn = (name: string, password: string, address: string) =>
      hub.accounts.doors.signIn(hub.newcomer({ address }), { name, password });
    const opened = valueOf(await signIn("ada", PASSWORD, "192.0.2.2"));
    const found = await hub.accounts.doors.authenticate(shown(opened.cookie));
    expect(found).toMatchObject({ kind: "session", subject: { kind: "person", id: "ada" } });
    await hub.accounts.people.change(hub.call(), { name: "ada", disabled: true });
    const answers = [
      await signIn("ada", PASSWORD, "192.0.2.3"),
      await signIn("ada", "another sentence", "192.0.2.4"),
      await signIn("nobody", PASSWORD, "192.0.2.5"),
      await signIn("No Name At All", PASSWORD, "192.0.2.6"),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(codeOf(answers[0] ?? expect.fail())).toBe("wrong-credentials");
    expect(await hub.accounts.doors.authenticate(shown(opened.cookie))).toMatchObject({
      kind: "refused",
    });
  });

  test("strangers who guess do not lock a known browser out, and are delayed themselves", async () => {
    const hub = openAccounts();
    const { device } = await hub.person("ada");
    const signIn = (password: string, over: object = {}) =>
      hub.accounts.doors.signIn(hub.newcomer(over), { name: "ada", password });
    const codes = [];
    for (let guess = 0; guess < 7; guess += 1) codes.push(codeOf(await signIn(`guess ${guess}`)));
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "wrong-credentials"));
    expect(codes.at(-1)).toBe("too-many-attempts");
    expect(codeOf(await signIn(PASSWORD))).toBe("too-many-attempts");
    expect(codeOf(await signIn(PASSWORD, { device: `${device}x` }))).toBe("too-many-attempts");
    expect(codeOf(await signIn(PASSWORD, { device }))).toBe("done");
    await hub.time.pass(15 * 60_000);
    expect(codeOf(await signIn(PASSWORD))).toBe("done");
  });

  test("is changed by who knows it; the session goes on under another secret, others end", async () => {
    const hub = openAccounts();
    const other = await hub.person("ada");
    const newcomer = hub.newcomer({ address: "192.0.2.8" });
    const sentence = { name: "ada", password: PASSWORD };
    const own = valueOf(await hub.accounts.doors.signIn(newcomer, sentence));
    const change = (current: string | null, password: string) =>
      hub.accounts.sessions.changePassword(
        callOf(own, hub.time.now()),
        { current, password },
        newcomer.address,
      );
    expect(codeOf(await change("not it at all", "another long sentence"))).toBe(
      "wrong-credentials",
    );
    expect(codeOf(await change(PASSWORD, "ada-2026-ada"))).toBe("password-not-accepted");
    const { token } = valueOf(await hub.accounts.people.invite(hub.call(), "ada"));
    const { cookie } = valueOf(await change(PASSWORD, "another long sentence"));
    const late = { token, password: "a sentence of somebody else" };
    expect(codeOf(await hub.accounts.doors.acceptInvitation(newcomer, late))).toBe(
      "link-not-valid",
    );
    const kinds = await Promise.all(
      [cookie, own.cookie, other.cookie].map(
        async (text) => (await hub.accounts.doors.authenticate(shown(text))).kind,
      ),
    );
    expect(kinds).toEqual(["session", "refused", "refused"]);
    expect(codeOf(await hub.accounts.doors.signIn(newcomer, sentence))).toBe("wrong-credentials");
  });

  test("is set by a link that works once, also where it was forgotten", async () => {
    const hub = openAccounts();
    const before = await hub.person("ada");
    const first = valueOf(await hub.accounts.people.invite(hub.call(), "ada"));
    const second = valueOf(await hub.accounts.people.invite(hub.call(), "ada"));
    const accept = (token: string) =>
      hub.accounts.doors.acceptInvitation(hub.newcomer(), {
        token,
        password: "another long sentence",
      });
    expect(codeOf(await accept(first.token))).toBe("link-not-valid");
    expect(codeOf(await accept(second.token))).toBe("done");
    expect(codeOf(await accept(second.token))).toBe("link-not-valid");
    expect((await hub.accounts.doors.authenticate(shown(before.cookie))).kind).toBe("refused");
  });
});

test("what strangers are refused is told, without what they typed, and is no entry of its own", async () => {
  const hub = openAccounts();
  await hub.person("ada");
  const written = (await actions(hub)).length;
  const guess = (name: string) =>
    hub.accounts.doors.signIn(hub.newcomer(), { name, password: "marker-of-a-guess" });
  for (const name of ["ada", "typed-marker"]) await guess(name);
  await hub.accounts.doors.authenticate(shown(null, "fha_marker"));
  // A window that was left open shows a session that ended: that is no attempt.
  await hub.accounts.doors.authenticate(shown("fhs_marker"));
  await hub.accounts.doors.acceptInvitation(hub.newcomer(), { token: "marker", password: "x" });
  const told = { door: "console", address: "192.0.2.1" };
  expect(hub.refusals).toEqual([
    { ...told, reason: "wrong-credentials of ada" },
    { ...told, reason: "wrong-credentials" },
    { ...told, reason: "api-token" },
    { ...told, reason: "link-not-valid" },
  ]);
  expect((await actions(hub)).length).toBe(written);
});

test("who is let in while the password changes stays outside", async () => {
  const hub = openAccounts();
  await hub.person("ada");
  const { store } = hub.storage;
  const commit = store.commit.bind(store);
  let isFirst = true;
  const racing = openAccounts({
    ...hub.storage,
    store: {
      ...store,
      async commit(set) {
        const opens = set.writes.some(({ kind }) => kind === "add-session");
        if (!opens || !isFirst) return commit(set);
        isFirst = false;
        const row = await hub.storage.people.get("ada");
        if (row === null) throw new Error("The person is not there.");
        const person = { ...row, password: "hash of another sentence" };
        await commit({ writes: [{ kind: "set-person", expect: row.version, person }] });
        return commit(set);
      },
    },
  });
  const given = { name: "ada", password: PASSWORD };
  const answer = await racing.accounts.doors.signIn(hub.newcomer(), given);
  expect([codeOf(answer), isFirst]).toEqual(["wrong-credentials", false]);
});

test("a token that comes from two addresses in turn is written once a minute", async () => {
  const hub = openAccounts();
  const chosen = "what-an-operator-chose-for-a-token";
  valueOf(await hub.accounts.apiTokens.seed(chosen));
  const use = async (address: string) => {
    const found = await hub.accounts.doors.authenticate({ ...shown(null, chosen), address });
    return found.kind === "api-token" && (await hub.storage.apiTokens.get(found.token.id));
  };
  await use("192.0.2.1");
  const first = { lastAddress: "192.0.2.1", lastUsedAt: hub.time.now() };
  await hub.time.pass(TOUCH_EVERY_MS - 1);
  expect(await use("192.0.2.2")).toMatchObject(first);
  await hub.time.pass(1);
  expect(await use("192.0.2.2")).toMatchObject({ lastAddress: "192.0.2.2" });
});
