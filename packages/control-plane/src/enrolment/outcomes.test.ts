import { expect, test } from "vitest";
import type { ChainedEntry } from "../model.js";
import { createMemoryStorage } from "../memory/index.js";
import { comeAgain, comeIn, credentialsIn, makeEnrolmentToken } from "../testing/door.js";
import { settle } from "../testing/fake-time.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import { ENDED_SOCKETS_GATHER_MS } from "./ended-sockets.js";

const UIDS = [
  "0190a6a0-0000-7000-8000-000000000001",
  "0190a6a0-0000-7000-8000-000000000002",
  "0190a6a0-0000-7000-8000-000000000003",
] as const;

async function entriesOf(hub: TestHub, action: string): Promise<readonly ChainedEntry[]> {
  await hub.time.pass(ENDED_SOCKETS_GATHER_MS);
  await settle();
  const page = { limit: 50, cursor: null };
  return (await hub.plane.audit.list({ text: "", did: [action] }, page)).items.toReversed();
}

test("a credential that an agent took is the outcome of the act that made it: the hub's offer, an operator's, or many at once", async () => {
  const hub = await openHub();
  const supervisor = await comeIn(hub, UIDS[0], await makeEnrolmentToken(hub));
  await supervisor.hello();
  await hub.time.pass(1_000);
  const take = async () => comeAgain(hub, supervisor, credentialsIn(supervisor.inbox).at(-1) ?? "");
  await take();
  await hub.plane.run("rotate-credential", CALL, { uid: UIDS[0] });
  await settle();
  await take();
  await hub.plane.run("bulk", CALL, { verb: "rotate-credential", query: "" });
  await settle();
  await take();
  const acts = [
    ...(await entriesOf(hub, "offer-credential")),
    ...(await entriesOf(hub, "rotate-credential")),
    ...(await entriesOf(hub, "bulk")),
  ];
  const taken = await entriesOf(hub, "take-credential");
  expect(taken.map(({ follows }) => follows)).toEqual(acts.map(({ id }) => id));
  expect(acts).toHaveLength(3);
});

test("each hub records, once for an act, how many live sockets ended there by it", async () => {
  const storage = createMemoryStorage();
  const first = await openHub({ storage, hubId: "hub-1" });
  const second = await openHub({ storage, hubId: "hub-2", time: first.time });
  const token = await makeEnrolmentToken(first);
  for (const [at, uid] of UIDS.entries()) {
    await (await comeIn(at === 0 ? first : second, uid, token)).hello();
  }
  await settle();
  await first.plane.run("bulk", CALL, {
    verb: "revoke",
    uids: UIDS.slice(0, 2),
    input: { reason: "site closed" },
  });
  const [bulk] = await entriesOf(first, "bulk");
  const told = await entriesOf(first, "end-sockets");
  expect(told).toHaveLength(2);
  for (const { follows, resource } of told) {
    expect([follows, resource]).toEqual([bulk?.id, bulk?.resource]);
  }
  const sockets = told.map(({ after }) => JSON.stringify(after)).sort();
  expect(sockets).toEqual(['{"hub":"hub-1","sockets":1}', '{"hub":"hub-2","sockets":1}']);

  const leaked = { name: "edge", reason: "leaked", agents: true };
  await first.plane.run("revoke-enrolment-token", CALL, leaked);
  const [revoked] = await entriesOf(first, "revoke-enrolment-token");
  const [, , last, ...others] = await entriesOf(first, "end-sockets");
  expect(last).toMatchObject({ follows: revoked?.id, after: { hub: "hub-2", sockets: 1 } });
  expect(others).toEqual([]);
});

test("a revocation that ends no socket leaves no such entry", async () => {
  const hub = await openHub();
  await (await comeIn(hub, UIDS[0], await makeEnrolmentToken(hub))).hello();
  await hub.plane.run("revoke", CALL, { uid: UIDS[0], reason: "stolen" });
  expect(await entriesOf(hub, "end-sockets")).toHaveLength(1);
  await hub.plane.run("readmit", CALL, { uid: UIDS[0] });
  await hub.plane.run("revoke", CALL, { uid: UIDS[0], reason: "stolen again" });
  expect(await entriesOf(hub, "end-sockets")).toHaveLength(1);
});
