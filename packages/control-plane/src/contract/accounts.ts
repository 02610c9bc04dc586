import { describe, expect, it } from "vitest";
import type { Write } from "../ports.js";
import {
  sampleApiToken,
  samplePerson,
  sampleProvider,
  sampleSession,
  sampleTokenId,
} from "./account-samples.js";
import { drainPages } from "./drain-pages.js";
import { SAMPLE_NOW, sampleName } from "./samples.js";
import type { Opened } from "./storage-under-test.js";

const ADMINISTRATOR = [{ role: "administrator", reach: null }] as const;

export function accountsContract(opened: Opened): void {
  const commit = (...writes: Write[]) => opened().store.commit({ writes });
  const person = async (over: Parameters<typeof samplePerson>[0] = {}) => {
    const added = samplePerson(over);
    await commit({ kind: "add-person", person: added });
    return added;
  };
  const refusal = (write: Write["kind"], id: string, reason: string) => ({
    kind: "conflict",
    write,
    id,
    reason,
  });

  describe("people", () => {
    it("are kept as they were written, and name and identity are theirs alone", async () => {
      const { people } = opened();
      const subject = sampleName();
      const link = { id: sampleTokenId(), hash: "c".repeat(64), expiresAt: SAMPLE_NOW + 5 };
      const identity = { provider: "acme", subject, groups: ["a", "\u0000"], grants: [] };
      const added = await person({ identity, invitation: link, lastSignInAt: SAMPLE_NOW });
      expect(await people.get(added.name)).toEqual(added);
      expect(await people.byIdentity("acme", subject)).toEqual(added);
      expect(await people.byInvitation(link.id)).toEqual(added);
      expect(await people.get(sampleName())).toBeNull();
      expect(await people.byIdentity("other", subject)).toBeNull();
      expect(await commit({ kind: "add-person", person: added })).toEqual(
        refusal("add-person", added.name, "exists"),
      );
      const twin = samplePerson({ identity });
      expect(await commit({ kind: "add-person", person: twin })).toEqual(
        refusal("add-person", twin.name, "exists"),
      );
      const other = await person();
      const taken = { ...other, identity };
      expect(await commit({ kind: "set-person", expect: 1, person: taken })).toEqual(
        refusal("set-person", other.name, "exists"),
      );
    });

    it("are changed by version, and noting a sign-in moves none", async () => {
      const { people } = opened();
      const before = await person();
      const after = { ...before, disabled: true, createdBy: "nobody", grants: [] };
      await commit({ kind: "set-person", expect: 1, person: after });
      const stored = { ...after, createdBy: "root", version: 2 };
      expect(await people.get(before.name)).toEqual(stored);
      expect(await commit({ kind: "set-person", expect: 1, person: after })).toEqual(
        refusal("set-person", before.name, "version"),
      );
      await commit({ kind: "note-sign-in", name: before.name, at: SAMPLE_NOW + 9 });
      await commit({ kind: "note-sign-in", name: before.name, at: SAMPLE_NOW + 3 });
      const noted = { ...stored, lastSignInAt: SAMPLE_NOW + 9 };
      expect(await people.get(before.name)).toEqual(noted);
      const missing = samplePerson();
      expect(await commit({ kind: "set-person", expect: 1, person: missing })).toEqual(
        refusal("set-person", missing.name, "missing"),
      );
    });

    it("go with their sessions and API tokens, each told in the change log", async () => {
      const { feed, sessions, apiTokens, people } = opened();
      const { name } = await person();
      const session = sampleSession({ person: name });
      const token = sampleApiToken({ owner: name });
      await commit(
        { kind: "add-session", personVersion: 1, session },
        { kind: "add-api-token", token },
      );
      const from = await feed.latest();
      await commit({ kind: "remove-person", name, expect: 1 });
      expect(await people.get(name)).toBeNull();
      expect(await sessions.get(session.id)).toBeNull();
      expect(await apiTokens.get(token.id)).toBeNull();
      const told = await feed.read(from, 10);
      expect(told?.map(({ kind, id }) => [kind, id])).toEqual([
        ["person.removed", name],
        ["session.ended", session.id],
        ["api-token.revoked", token.id],
      ]);
      const late = sampleSession({ person: name });
      expect(await commit({ kind: "add-session", personVersion: 1, session: late })).toEqual(
        refusal("add-session", name, "missing"),
      );
    });

    it("are listed by name", async () => {
      const names = [(await person()).name, (await person()).name, (await person()).name];
      const all = await drainPages((page) => opened().people.list(page), 2);
      const listed = all.map(({ name }) => name);
      expect(listed).toEqual([...listed].sort());
      expect(listed).toEqual(expect.arrayContaining(names));
    });

    it("keep an administrator: two who each take one of the last two away do not both succeed", async () => {
      const { people } = opened();
      const [one, two] = [
        await person({ grants: ADMINISTRATOR }),
        await person({ grants: ADMINISTRATOR }),
      ];
      const disabled = await person({ grants: ADMINISTRATOR, disabled: true });
      const limited = await person({ grants: [{ role: "administrator", reach: "label.a:b" }] });
      expect(await people.administrators()).toBe(2);
      const remove = (name: string) =>
        commit({ kind: "remove-person", name, expect: 1 }, { kind: "require-administrator" });
      const kinds = (await Promise.all([remove(one.name), remove(two.name)])).map(
        ({ kind }) => kind,
      );
      expect(kinds.toSorted()).toEqual(["committed", "conflict"]);
      expect(await people.administrators()).toBe(1);
      for (const { name } of [disabled, limited]) {
        await commit({ kind: "remove-person", name, expect: 1 });
      }
      for (const { name } of [one, two]) await commit({ kind: "remove-person", name, expect: 1 });
    });
  });

  describe("sessions", () => {
    it("are kept, used, rotated by the digest in force, and ended once", async () => {
      const { sessions } = opened();
      const { name } = await person();
      const session = sampleSession({ person: name, provider: "acme" });
      const add: Write = { kind: "add-session", personVersion: 1, session };
      expect(await commit({ ...add, personVersion: 2 })).toEqual(
        refusal("add-session", name, "version"),
      );
      await commit(add);
      expect(await sessions.get(session.id)).toEqual(session);
      const { id, hash } = session;
      expect(await commit(add)).toMatchObject({ reason: "exists" });
      await commit({ kind: "touch-session", id, at: SAMPLE_NOW + 50 });
      await commit({ kind: "touch-session", id, at: SAMPLE_NOW + 20 });
      await commit({ kind: "rotate-session", id, from: hash, to: "d".repeat(64) });
      const rotated = { ...session, lastSeenAt: SAMPLE_NOW + 50, hash: "d".repeat(64) };
      expect(await sessions.get(id)).toEqual(rotated);
      const stale: Write = { kind: "rotate-session", id, from: hash, to: "e".repeat(64) };
      expect(await commit(stale)).toEqual(refusal("rotate-session", id, "version"));
      expect(await commit({ kind: "end-session", id })).toMatchObject({ kind: "committed" });
      expect(await commit({ kind: "end-session", id })).toEqual(
        refusal("end-session", id, "missing"),
      );
      expect(await commit(stale)).toEqual(refusal("rotate-session", id, "missing"));
      await commit({ kind: "touch-session", id, at: SAMPLE_NOW + 60 });
      expect(await sessions.get(id)).toBeNull();
    });

    it("are listed newest first, and end by person, by provider and by time", async () => {
      const { sessions } = opened();
      const { name } = await person();
      const provider = sampleName();
      const three = [3, 1, 2].map((at) =>
        sampleSession({ person: name, startedAt: SAMPLE_NOW + at, provider }),
      );
      await commit(
        ...three.map((session): Write => ({ kind: "add-session", personVersion: 1, session })),
      );
      const filter = { person: name, now: SAMPLE_NOW + 10, seenAfter: 0 };
      const listed = await drainPages((page) => sessions.list(filter, page), 2);
      expect(listed.map(({ startedAt }) => startedAt - SAMPLE_NOW)).toEqual([3, 2, 1]);
      const later = { ...filter, now: SAMPLE_NOW + 1_000 };
      expect((await sessions.list(later, { limit: 9, cursor: null })).total).toBe(0);
      const idle = { ...filter, seenAfter: SAMPLE_NOW };
      expect((await sessions.list(idle, { limit: 9, cursor: null })).items).toEqual([]);
      const [kept] = three;
      await commit({ kind: "end-sessions", of: { person: name }, except: kept?.id ?? null });
      const left = await sessions.list(filter, { limit: 9, cursor: null });
      expect(left.items).toEqual([kept]);
      await commit({ kind: "end-sessions", of: { provider }, except: null });
      expect((await sessions.list(filter, { limit: 9, cursor: null })).total).toBe(0);
      const past = sampleSession({ person: name, expiresAt: SAMPLE_NOW - 1 });
      const unused = sampleSession({ person: name, lastSeenAt: SAMPLE_NOW - 500 });
      const open = sampleSession({ person: name });
      const added = [past, unused, open].map(
        (session): Write => ({ kind: "add-session", personVersion: 1, session }),
      );
      await commit(...added);
      await commit({ kind: "drop-sessions", now: SAMPLE_NOW, seenBefore: SAMPLE_NOW - 400 });
      expect(await sessions.get(past.id)).toBeNull();
      expect(await sessions.get(unused.id)).toBeNull();
      expect(await sessions.get(open.id)).toEqual(open);
    });
  });

  describe("API tokens", () => {
    it("are kept, one of a name for each owner, and revoked once", async () => {
      const { apiTokens } = opened();
      const { name: owner } = await person();
      const token = sampleApiToken({ owner, expiresAt: SAMPLE_NOW + 7 });
      await commit({ kind: "add-api-token", token });
      expect(await apiTokens.get(token.id)).toEqual(token);
      const again = sampleApiToken({ owner, name: token.name });
      expect(await commit({ kind: "add-api-token", token: again })).toEqual(
        refusal("add-api-token", again.id, "exists"),
      );
      const nobodys = sampleApiToken({ name: token.name });
      const twin = sampleApiToken({ name: token.name });
      expect(await commit({ kind: "add-api-token", token: nobodys })).toMatchObject({
        kind: "committed",
      });
      expect(await commit({ kind: "add-api-token", token: twin })).toEqual(
        refusal("add-api-token", twin.id, "exists"),
      );
      const { id } = token;
      await commit({ kind: "touch-api-token", id, at: SAMPLE_NOW + 5, address: "192.0.2.9" });
      const used = { ...token, lastUsedAt: SAMPLE_NOW + 5, lastAddress: "192.0.2.9" };
      expect(await apiTokens.get(id)).toEqual(used);
      const second = sampleApiToken({ owner, createdAt: SAMPLE_NOW + 1 });
      await commit({ kind: "add-api-token", token: second });
      const own = await drainPages((page) => apiTokens.list({ person: owner }, page), 1);
      expect(own.map((one) => one.id)).toEqual([second.id, id]);
      const all = await drainPages((page) => apiTokens.list("everybody", page), 2);
      const place = (wanted: string) => all.findIndex((one) => one.id === wanted);
      expect(place(nobodys.id)).toBeLessThan(place(second.id));
      const ownerless = await drainPages((page) => apiTokens.list("nobody", page), 1);
      expect(ownerless.map((one) => one.id)).toContain(nobodys.id);
      expect(new Set(ownerless.map((one) => one.owner))).toEqual(new Set([null]));
      await commit({ kind: "revoke-api-token", id });
      expect(await apiTokens.get(id)).toBeNull();
      expect(await commit({ kind: "revoke-api-token", id })).toEqual(
        refusal("revoke-api-token", id, "missing"),
      );
    });
  });

  describe("providers", () => {
    it("are kept as they were written, and changed by version", async () => {
      const { providers } = opened();
      const provider = sampleProvider();
      const { name } = provider;
      await commit({ kind: "add-provider", provider });
      const stored = await providers.get(name);
      expect(stored).toEqual(provider);
      expect(await commit({ kind: "add-provider", provider })).toEqual(
        refusal("add-provider", name, "exists"),
      );
      const open = { ...provider, clientSecret: null, title: "Ours", createdBy: "nobody" };
      await commit({ kind: "set-provider", expect: 1, provider: open });
      expect(await providers.get(name)).toEqual({ ...open, createdBy: "root", version: 2 });
      expect(await commit({ kind: "remove-provider", name, expect: 1 })).toEqual(
        refusal("remove-provider", name, "version"),
      );
      expect((await providers.list()).map((one) => one.name)).toContain(name);
      await commit({ kind: "remove-provider", name, expect: 2 });
      expect(await providers.get(name)).toBeNull();
    });
  });

  describe("links of the first run", () => {
    it("stand side by side until one is spent, which spends them all", async () => {
      const { people } = opened();
      const links = [0, 1].map(() => ({
        id: sampleTokenId(),
        hash: "f".repeat(64),
        expiresAt: SAMPLE_NOW,
      }));
      const now = SAMPLE_NOW - 1;
      for (const link of links) await commit({ kind: "add-first-run-link", link, now });
      const [one, two] = links;
      expect(await people.firstRunLink(two?.id ?? "")).toEqual(two);
      await commit({ kind: "spend-first-run-link", id: one?.id ?? "" });
      expect(await people.firstRunLink(two?.id ?? "")).toBeNull();
      expect(await commit({ kind: "spend-first-run-link", id: two?.id ?? "" })).toEqual(
        refusal("spend-first-run-link", two?.id ?? "", "missing"),
      );
    });

    it("go once they are past their time and another one is made", async () => {
      const { people } = opened();
      const link = (expiresAt: number) => ({
        id: sampleTokenId(),
        hash: "f".repeat(64),
        expiresAt,
      });
      const [past, open] = [link(SAMPLE_NOW), link(SAMPLE_NOW + 1)];
      await commit({ kind: "add-first-run-link", link: past, now: SAMPLE_NOW - 1 });
      await commit({ kind: "add-first-run-link", link: open, now: SAMPLE_NOW });
      expect(await people.firstRunLink(past.id)).toBeNull();
      expect(await people.firstRunLink(open.id)).toEqual(open);
    });
  });
}
