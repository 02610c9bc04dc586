import { expect, test } from "vitest";
import { createMemoryStorage } from "../memory/index.js";
import { comeIn, knock, makeEnrolmentToken, refusalIn } from "../testing/door.js";
import { settle } from "../testing/fake-time.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import { COMPANION_TOKEN, COMPANION_TOKEN_MS } from "./companion-token.js";

const UID = "0190a6a0-0000-7000-8000-000000000001";
const OTHER = "0190a6a0-0000-7000-8000-000000000002";

async function textOf(hub: TestHub, isNeeded = true): Promise<string> {
  const token = await hub.plane.companionToken(isNeeded);
  await settle();
  if (token.kind !== "token") throw new Error(`There is none: ${token.kind}.`);
  return token.text;
}

const actions = async (hub: TestHub) =>
  (await hub.plane.audit.list({ text: "" }, { limit: 10, cursor: null })).items.map(
    ({ action, actor }) => `${action} by ${actor.id}`,
  );

test("agents that the hub starts itself are given a token of its own, which ends, and come back at the next start", async () => {
  const storage = createMemoryStorage();
  const hub = await openHub({ storage });
  expect(await hub.plane.companionToken(false)).toEqual({ kind: "none" });
  const text = await textOf(hub);
  expect(await hub.plane.enrolmentToken(COMPANION_TOKEN)).toMatchObject({
    state: "valid",
    token: { createdBy: "hub", expiresAt: hub.time.now() + COMPANION_TOKEN_MS },
  });
  expect(refusalIn(await (await comeIn(hub, UID, text)).hello())).toBeNull();
  await hub.time.pass(COMPANION_TOKEN_MS);
  expect(refusalIn(await (await comeIn(hub, OTHER, text)).hello())).toContain("past its time");
  await hub.plane.drain();

  const next = await openHub({ storage, time: hub.time, hubId: "hub-2" });
  expect(await textOf(next, false), "who enrolled with it needs it").toBe(text);
  for (const uid of [UID, OTHER]) {
    expect(refusalIn(await (await comeIn(next, uid, text)).hello())).toBeNull();
  }
  expect(await actions(next)).toEqual(
    expect.arrayContaining(["create-enrolment-token by hub", "renew-enrolment-token by hub"]),
  );
  await next.plane.drain();
});

test("a revoked one, and an operator's of its name, are left as they are", async () => {
  const hub = await openHub();
  const text = await textOf(hub);
  const revoke = { name: COMPANION_TOKEN, reason: "no demo here", agents: true };
  await hub.plane.run("revoke-enrolment-token", CALL, revoke);
  await settle();
  expect(await hub.plane.companionToken(true)).toMatchObject({
    kind: "refused",
    reason: expect.stringContaining("was revoked"),
  });
  expect(await knock(hub, text)).toEqual({ refused: "revoked-token" });
  await hub.plane.drain();

  const other = await openHub();
  await makeEnrolmentToken(other, { name: COMPANION_TOKEN });
  expect(await other.plane.companionToken(true)).toMatchObject({ kind: "refused" });
  expect(await other.plane.companionToken(false)).toEqual({ kind: "none" });
  await other.plane.drain();
});
