import { expect, test } from "vitest";
import { createMemoryStorage } from "../memory/index.js";
import {
  comeAgain,
  comeIn,
  credentialsIn,
  knock,
  makeEnrolmentToken,
  refusalIn,
} from "../testing/door.js";
import { settle } from "../testing/fake-time.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";

const UID = "0190a6a0-0000-7000-8000-000000000001";
const EVERYTHING = { kind: "everything" } as const;

const accessOf = async (hub: TestHub, uid: string = UID) =>
  (await hub.plane.agents.get(uid, EVERYTHING))?.access;

/** Came with its token, then with the credential that it was offered. */
async function withOwn(hub: TestHub, token: string) {
  const supervisor = await comeIn(hub, UID, token);
  await supervisor.hello();
  await hub.time.pass(1_000);
  const [own = ""] = credentialsIn(supervisor.inbox);
  await comeAgain(hub, supervisor, own);
  const [{ id = "" } = {}] = (await accessOf(hub))?.credentials ?? [];
  return { supervisor, own, id };
}

const revoke = (hub: TestHub, credential: string) =>
  hub.plane.run("revoke-credential", CALL, { uid: UID, credential, reason: "in a log" });

test("S-15 a revoked credential ends its socket and counts no more; the agent comes back with its token and is offered another", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub);
  const { supervisor, own, id } = await withOwn(hub, token);
  expect(await revoke(hub, id)).toMatchObject({ value: { changed: true } });
  await settle();
  expect(supervisor.isClosed).toBe(true);
  expect(await knock(hub, own)).toEqual({ refused: "revoked-credential" });
  expect(await revoke(hub, id)).toMatchObject({ value: { changed: false } });
  await comeAgain(hub, supervisor, token);
  await hub.time.pass(1_000);
  const next = credentialsIn(supervisor.inbox).at(-1) ?? "";
  expect(next).not.toBe(own);
  expect(refusalIn(await comeAgain(hub, supervisor, next))).toBeNull();
  expect(await knock(hub, own)).toEqual({ refused: "revoked-credential" });
});

test("an offered credential is revoked without a word to the socket that came with another", async () => {
  const hub = await openHub();
  const { supervisor, own } = await withOwn(hub, await makeEnrolmentToken(hub));
  await hub.plane.run("rotate-credential", CALL, { uid: UID });
  await settle();
  const offered = credentialsIn(supervisor.inbox).at(-1) ?? "";
  const [{ id = "" } = {}] = (await accessOf(hub))?.credentials ?? [];
  await revoke(hub, id);
  await settle();
  expect(supervisor.isClosed).toBe(false);
  expect(await knock(hub, offered)).toEqual({ refused: "revoked-credential" });
  expect(await knock(hub, own)).toHaveProperty("identity");
});

test("what does not count cannot be revoked, and a reason is asked for", async () => {
  const hub = await openHub();
  const { id } = await withOwn(hub, await makeEnrolmentToken(hub));
  expect(await revoke(hub, "beef")).toMatchObject({ code: "nothing-to-do" });
  const silent = { uid: UID, credential: id, reason: " " };
  const refused = await hub.plane.run("revoke-credential", CALL, silent);
  expect(refused).toMatchObject({ code: "invalid" });
});

test("who has only its identity after that is bound to it still", async () => {
  const hub = await openHub();
  const { id } = await withOwn(hub, await makeEnrolmentToken(hub));
  await revoke(hub, id);
  await settle();
  const claims = { instanceUid: UID, remoteAddress: "10.0.0.9" };
  const found = await hub.plane.identify({ nameless: "admitted", claims });
  expect(found).toMatchObject({ kind: "refused", refusal: { code: "no-credential" } });
});

/** The hub split an agent from another, and it goes on with that one's credential on its own socket. */
async function split(hub: TestHub, own: string, supervisor: Awaited<ReturnType<typeof comeIn>>) {
  const clone = await comeIn(hub, UID, own);
  await clone.hello();
  const answers = await supervisor.heartbeat();
  const given = answers.flatMap(({ agentIdentification }) => agentIdentification ?? [])[0];
  const hex = Buffer.from(given?.newInstanceUid ?? []).toString("hex");
  const uid = hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  supervisor.uid = uid as typeof supervisor.uid;
  // It takes no credential of its own, so it stays with this one.
  supervisor.capabilities = 0x3n;
  expect(refusalIn(await supervisor.hello())).toBeNull();
  return { clone, uid };
}

test.each(["revoke", "revoke-credential"] as const)(
  "%s ends also the socket of who was split from the agent and comes with its credential, on every hub",
  async (verb) => {
    const storage = createMemoryStorage();
    const first = await openHub({ storage, hubId: "hub-1" });
    const second = await openHub({ storage, hubId: "hub-2", time: first.time });
    const { supervisor, own, id } = await withOwn(first, await makeEnrolmentToken(first));
    const { clone, uid } = await split(first, own, supervisor);
    expect((await accessOf(first, uid))?.heirOf).not.toBeNull();
    await comeAgain(second, supervisor, own);
    expect([clone.isClosed, supervisor.isClosed]).toEqual([false, false]);
    if (verb === "revoke") await first.plane.run("revoke", CALL, { uid: UID, reason: "stolen" });
    else await revoke(first, id);
    await settle();
    expect([clone.isClosed, supervisor.isClosed]).toEqual([true, true]);
  },
);
