import { expect, test } from "vitest";
import { OTHER_AUTHORITY } from "./agents/reached.js";
import { TOKEN_TOUCH_MS } from "./enrolment/token-board.js";
import { createMemoryStorage } from "./memory/index.js";
import {
  comeAgain,
  comeIn,
  credentialsIn,
  knock,
  makeEnrolmentToken,
  refusalIn,
} from "./testing/door.js";
import { settle } from "./testing/fake-time.js";
import { CALL, openHub, type TestHub } from "./testing/open-hub.js";
import { ScriptedSupervisor } from "./testing/supervisor.js";

const UID = "0190a6a0-0000-7000-8000-000000000001";
const OTHER = "0190a6a0-0000-7000-8000-000000000002";
const EVERYTHING = { kind: "everything" } as const;
const MINUTE_MS = 60_000;

const agentOf = (hub: TestHub, uid: string = UID) => hub.plane.agents.get(uid, EVERYTHING);
const credentialsOf = async (hub: TestHub, uid: string = UID) =>
  (await hub.plane.credentials(uid, EVERYTHING))?.credentials ?? [];
const usesOf = async (hub: TestHub) => (await hub.plane.enrolmentToken("edge"))?.token.uses;

/** An agent that enrolled, was offered a credential of its own and came with it. */
async function enrolled(hub: TestHub, token: string, uid: string = UID) {
  const supervisor = await comeIn(hub, uid, token);
  await supervisor.hello();
  await hub.time.pass(1_000);
  const [own] = credentialsIn(supervisor.inbox);
  if (own === undefined) throw new Error("No credential was offered.");
  return { supervisor, own };
}

test("S-14 who comes with an enrolment token is admitted with its labels, and is offered a credential of its own", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub, { labels: { env: "prod" }, usesMax: 1 });
  expect(token).toMatch(/^fhe_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/);
  const { own } = await enrolled(hub, token);
  expect(own).toMatch(/^fhc_/);
  expect(await agentOf(hub)).toMatchObject({
    admission: "admitted",
    enrolment: "edge",
    labels: { env: "prod" },
    access: { comesWith: "enrolment", credentials: [{ kind: "bearer", seenAt: null }] },
  });
  expect(await usesOf(hub)).toBe(1);
  expect(await credentialsOf(hub)).toMatchObject([{ state: "offered" }]);
});

test("S-12 the offer keeps the address, every header but the credential, and a heartbeat", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub);
  const { supervisor, own } = await enrolled(hub, token);
  const [settings, ...others] = supervisor.inbox.flatMap((message) =>
    message.connectionSettings === undefined ? [] : [message.connectionSettings],
  );
  expect(others).toEqual([]);
  expect(settings?.opamp).toMatchObject({
    destinationEndpoint: "ws://hub:4320/v1/opamp",
    heartbeatIntervalSeconds: 30n,
    headers: { headers: [{ key: "authorization", value: `Bearer ${own}` }] },
  });
});

test("S-12 over TLS nothing is offered while the hub does not know by which authority it is verified", async () => {
  let pem: string | null = null;
  const agentsAuthority = () => (pem === null ? null : { pem, digest: "d" });
  const hub = await openHub({ agentsAuthority });
  const token = await makeEnrolmentToken(hub);
  const knocked = await knock(hub, token);
  if ("refused" in knocked) throw new Error(knocked.refused);
  const headers = { ...knocked.headers, "x-forwarded-proto": "https" };
  const supervisor = new ScriptedSupervisor(hub, UID, headers, knocked.identity);
  await supervisor.hello();
  await hub.time.pass(1_000);
  expect(credentialsIn(supervisor.inbox)).toEqual([]);
  const view = await hub.plane.credentials(UID, EVERYTHING);
  expect(view?.withheld).toContain("does not know by which authority");
  pem = "PEM";
  supervisor.beginAnew(hub, headers, knocked.identity);
  await supervisor.hello();
  await hub.plane.run("label", CALL, { uid: UID, labels: { a: "b" } });
  await hub.time.pass(1_000);
  const offered = supervisor.inbox.flatMap(({ connectionSettings }) => connectionSettings ?? []);
  expect(offered.at(-1)?.opamp?.tls?.caPemContents).toBe("PEM");
  expect(offered.at(-1)?.opamp?.destinationEndpoint).toBe("wss://hub:4320/v1/opamp");
});

test.each([
  ["S-11 a client certificate that the door asks for", "x-forwarded-client-cert", "of its own"],
  ["S-12 the authority of a proxy that ends TLS", OTHER_AUTHORITY, "by which authority"],
])("%s would be lost by an offer, so there is none", async (_, header, why) => {
  const hub = await openHub({ agentsAuthority: () => ({ pem: "PEM", digest: "d" }) });
  const knocked = await knock(hub, await makeEnrolmentToken(hub));
  if ("refused" in knocked) throw new Error(knocked.refused);
  const headers = { ...knocked.headers, "x-forwarded-proto": "https", [header]: "true" };
  const supervisor = new ScriptedSupervisor(hub, UID, headers, knocked.identity);
  await supervisor.hello();
  await hub.time.pass(1_000);
  expect(credentialsIn(supervisor.inbox)).toEqual([]);
  const view = await hub.plane.credentials(UID, EVERYTHING);
  expect(view?.withheld).toContain(why);
});

test("S-09 old and new both count until the agent came with the new one, then the old one is refused", async () => {
  const hub = await openHub();
  const { supervisor, own } = await enrolled(hub, await makeEnrolmentToken(hub));
  await comeAgain(hub, supervisor, own);
  expect((await agentOf(hub))?.access.comesWith).toBe("bearer");
  expect(await hub.plane.run("rotate-credential", CALL, { uid: UID })).toMatchObject({
    value: { changed: true },
  });
  await settle();
  const next = credentialsIn(supervisor.inbox).at(-1) ?? "";
  expect(next).not.toBe(own);
  expect(await credentialsOf(hub)).toMatchObject([{ state: "offered" }, { state: "retiring" }]);
  expect(await knock(hub, own)).toHaveProperty("identity");
  await comeAgain(hub, supervisor, next);
  expect(await credentialsOf(hub)).toMatchObject([{ state: "in-use" }]);
  expect(await knock(hub, own)).toEqual({ refused: "replaced" });
});

test("S-10 an agent that never takes its new credential keeps working and is listed", async () => {
  const times = { lifetimeMs: 15 * MINUTE_MS, aheadMs: 5 * MINUTE_MS };
  const hub = await openHub({ credentialTimes: times });
  const { supervisor, own } = await enrolled(hub, await makeEnrolmentToken(hub));
  await comeAgain(hub, supervisor, own);
  // The next one is made ahead of time; it is past due when the agent comes back with the old one.
  await hub.time.pass(20 * MINUTE_MS);
  await comeAgain(hub, supervisor, own);
  expect(refusalIn(await supervisor.heartbeat())).toBeNull();
  expect(await credentialsOf(hub)).toMatchObject([{ state: "offered" }, { state: "retiring" }]);
});

test("a supervisor that lost its settings comes back with a token that is used up and past its time", async () => {
  const hub = await openHub();
  const expiresAt = hub.time.now() + MINUTE_MS;
  const token = await makeEnrolmentToken(hub, { usesMax: 1, expiresAt });
  const { supervisor, own } = await enrolled(hub, token);
  await comeAgain(hub, supervisor, own);
  await hub.time.pass(2 * MINUTE_MS);
  const back = await comeAgain(hub, supervisor, token);
  expect(refusalIn(back)).toBeNull();
  expect((await agentOf(hub))?.access.comesWith).toBe("enrolment");
  // It is told its credential once more, since a new process has forgotten it.
  await hub.time.pass(120_000);
  await supervisor.heartbeat();
  expect(credentialsIn(supervisor.inbox).at(-1)).toBe(own);
  expect(await usesOf(hub)).toBe(1);

  const stranger = await comeIn(hub, OTHER, token);
  expect(refusalIn(await stranger.hello())).toContain("past its time");
  await hub.time.pass(6_000);
  expect(stranger.isClosed).toBe(true);
  expect(await agentOf(hub, OTHER)).toBeNull();
});

test("S-13 who has to be approved has its status accepted, and is offered nothing before", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub, { admission: "awaiting-approval" });
  const supervisor = await comeIn(hub, UID, token);
  await supervisor.hello();
  await hub.time.pass(1_000);
  expect(credentialsIn(supervisor.inbox)).toEqual([]);
  expect(await agentOf(hub)).toMatchObject({ admission: "awaiting-approval" });
  await hub.plane.run("approve", CALL, { uid: UID });
  await hub.time.pass(1_000);
  expect(credentialsIn(supervisor.inbox).length).toBe(1);
});

test("S-15 a revoked agent is closed at once, and neither its credential nor its token lets it back", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub);
  const { supervisor, own } = await enrolled(hub, token);
  await comeAgain(hub, supervisor, own);
  await hub.plane.run("revoke", CALL, { uid: UID, reason: "stolen" });
  await settle();
  expect(supervisor.isClosed).toBe(true);
  expect(await knock(hub, own)).toEqual({ refused: "revoked-agent" });
  const again = await comeIn(hub, UID, token);
  expect(refusalIn(await again.hello())).toContain("stolen");
  await hub.plane.run("readmit", CALL, { uid: UID });
  await settle();
  expect(refusalIn(await again.hello())).toBeNull();
  expect(await agentOf(hub)).toMatchObject({ admission: "admitted" });
});

test("who awaited approval when it was revoked awaits it again once readmitted", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub, { admission: "awaiting-approval" });
  await (await comeIn(hub, UID, token)).hello();
  await hub.plane.run("revoke", CALL, { uid: UID, reason: "unknown" });
  await hub.plane.run("readmit", CALL, { uid: UID });
  await settle();
  expect(await agentOf(hub)).toMatchObject({ admission: "awaiting-approval" });
});

test("S-15 a revoked token ends the sockets that came with it; who has a credential of its own stays", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub);
  const { supervisor, own } = await enrolled(hub, token);
  await comeAgain(hub, supervisor, own);
  const other = await comeIn(hub, OTHER, token);
  other.capabilities = 0x3n;
  await other.hello();
  const input = { name: "edge", reason: "leaked", agents: false };
  await hub.plane.run("revoke-enrolment-token", CALL, input);
  await settle();
  expect([other.isClosed, supervisor.isClosed]).toEqual([true, false]);
  expect(await knock(hub, token)).toEqual({ refused: "revoked-token" });
  await hub.plane.run("revoke-enrolment-token", CALL, { ...input, agents: true });
  await settle();
  expect(supervisor.isClosed).toBe(true);
});

test("a revocation on one hub ends the sockets of another", async () => {
  const storage = createMemoryStorage();
  const first = await openHub({ storage, hubId: "hub-1" });
  const second = await openHub({ storage, hubId: "hub-2", time: first.time });
  const token = await makeEnrolmentToken(first);
  const supervisor = await comeIn(second, UID, token);
  await supervisor.hello();
  await settle();
  await first.plane.run("revoke", CALL, { uid: UID, reason: "stolen" });
  await settle();
  expect(supervisor.isClosed).toBe(true);
});

test("an agent that comes back with its token shows at once as the token's last use", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub, { name: "edge" });
  await (await comeIn(hub, UID, token)).hello();
  const first = (await hub.plane.enrolmentToken("edge"))?.token.lastUsedAt;
  await hub.time.pass(TOKEN_TOUCH_MS);
  await (await comeIn(hub, UID, token)).hello();
  const lastUsedAt = (await hub.plane.enrolmentToken("edge"))?.token.lastUsedAt;
  expect(lastUsedAt).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);
  expect((await hub.storage.enrolment.get("edge"))?.lastUsedAt).toBe(first);
  await hub.time.pass(TOKEN_TOUCH_MS);
  expect((await hub.storage.enrolment.get("edge"))?.lastUsedAt).toBe(lastUsedAt);
  expect((await hub.plane.enrolmentToken("edge"))?.token.lastUsedAt).toBe(lastUsedAt);
  await hub.plane.drain();
});

test("two hubs give the last use of a token to one agent", async () => {
  const storage = createMemoryStorage();
  const first = await openHub({ storage, hubId: "hub-1" });
  const second = await openHub({ storage, hubId: "hub-2", time: first.time });
  const token = await makeEnrolmentToken(first, { usesMax: 1 });
  const one = await comeIn(first, UID, token);
  const two = await comeIn(second, OTHER, token);
  const answers = await Promise.all([one.hello(), two.hello()]);
  const refusals = answers.map(refusalIn).filter((reason) => reason !== null);
  expect(refusals).toEqual([expect.stringContaining("as many agents as it may")]);
  expect(await usesOf(first)).toBe(1);
});

test("two hubs give the last use of a token to one of two agents that may enrol anew", async () => {
  const storage = createMemoryStorage();
  const first = await openHub({ storage, hubId: "hub-1" });
  const second = await openHub({ storage, hubId: "hub-2", time: first.time });
  const before = await makeEnrolmentToken(first, { name: "before" });
  const one = await comeIn(first, UID, before);
  const two = await comeIn(second, OTHER, before);
  await Promise.all([one.hello(), two.hello()]);
  for (const uid of [UID, OTHER]) await first.plane.run("readmit", CALL, { uid });
  const token = await makeEnrolmentToken(first, { usesMax: 1 });
  const answers = await Promise.all([comeAgain(first, one, token), comeAgain(second, two, token)]);
  const refusals = answers.map(refusalIn).filter((reason) => reason !== null);
  expect(refusals).toEqual([expect.stringContaining("as many agents as it may")]);
  expect(await usesOf(first)).toBe(1);
});

test("one credential under two instance UIDs: the second is refused, and the agent's page says so", async () => {
  const hub = await openHub();
  const { supervisor, own } = await enrolled(hub, await makeEnrolmentToken(hub));
  await comeAgain(hub, supervisor, own);
  const thief = await comeIn(hub, OTHER, own);
  expect(refusalIn(await thief.hello())).toContain("belongs to another agent");
  await settle();
  expect((await agentOf(hub))?.access.shared).toMatchObject({ count: 1 });
  const { items } = await hub.plane.agents.timeline((await agentOf(hub))?.id as never, {
    limit: 50,
    cursor: null,
  });
  expect(items.map(({ kind }) => kind)).toContain("credential-shared");
});

test("two holders of one credential and one UID: the older is given a UID and inherits the admission", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub, { usesMax: 1 });
  const { supervisor, own } = await enrolled(hub, token);
  await comeAgain(hub, supervisor, own);
  const clone = await comeIn(hub, UID, own);
  await clone.hello();
  const answers = await supervisor.heartbeat();
  const given = answers.flatMap(({ agentIdentification }) => agentIdentification ?? [])[0];
  expect(given).toBeDefined();
  await settle();
  expect((await agentOf(hub))?.access.shared).toMatchObject({ count: 1 });
  const hex = Buffer.from(given?.newInstanceUid ?? []).toString("hex");
  const uid = hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  supervisor.uid = uid as typeof supervisor.uid;
  expect(refusalIn(await supervisor.hello())).toBeNull();
  expect(await agentOf(hub, uid)).toMatchObject({ admission: "admitted", enrolment: "edge" });
  expect(await usesOf(hub)).toBe(2);
});

test("an agent that enrolled is nobody else's: without its credential, or with another token, it is refused", async () => {
  const hub = await openHub();
  await enrolled(hub, await makeEnrolmentToken(hub));
  const nameless = new ScriptedSupervisor(hub, UID);
  expect(refusalIn(await nameless.hello())).toContain("has enrolled");
  const foreign = await makeEnrolmentToken(hub, { name: "west" });
  const other = await comeIn(hub, UID, foreign);
  expect(refusalIn(await other.hello())).toContain("another agent");
  await hub.plane.run("readmit", CALL, { uid: UID });
  await settle();
  expect(refusalIn(await other.hello())).toBeNull();
  expect(await agentOf(hub)).toMatchObject({ enrolment: "west" });
});

test("S-16 own metrics to this hub carry the agent's own credential", async () => {
  const hub = await openHub({ ownMetrics: { fromEveryAgent: true, hubUrl: null } });
  const { supervisor, own } = await enrolled(hub, await makeEnrolmentToken(hub));
  const offered = supervisor.inbox.flatMap(({ connectionSettings }) => connectionSettings ?? []);
  expect(offered.at(-1)?.ownMetrics).toMatchObject({
    destinationEndpoint: "http://hub:4320/v1/metrics",
    headers: { headers: [{ key: "Authorization", value: `Bearer ${own}` }] },
  });
});

test("a quiet heartbeat asks neither the door nor the store", async () => {
  const hub = await openHub();
  const { supervisor, own } = await enrolled(hub, await makeEnrolmentToken(hub));
  await comeAgain(hub, supervisor, own);
  await supervisor.heartbeat();
  await hub.time.pass(61_000);
  hub.storage.setAvailable(false);
  const answers = await supervisor.heartbeat();
  expect(answers).toHaveLength(1);
  expect(refusalIn(answers)).toBeNull();
});
