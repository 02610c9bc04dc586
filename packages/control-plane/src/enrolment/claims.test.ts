import { expect, test } from "vitest";
import { comeIn, credentialsIn, knock, makeEnrolmentToken, refusalIn } from "../testing/door.js";
import { settle } from "../testing/fake-time.js";
import { CALL, openHub } from "../testing/open-hub.js";
import { ScriptedSupervisor } from "../testing/supervisor.js";
import { REFUSAL_KEPT_MS } from "./known-refusals.js";

const UID = "0190a6a0-0000-7000-8000-000000000001";
const OTHER = "0190a6a0-0000-7000-8000-000000000002";
const EVERYTHING = { kind: "everything" } as const;

const refused = (code: string) => ({ refused: code });
const letIn = expect.objectContaining({ identity: expect.anything() });

test("T-22 who names an agent that was revoked is refused at the door, with a token that counts too", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub);
  await (await comeIn(hub, UID, token)).hello();
  expect(await knock(hub, token, UID)).toEqual(letIn);
  await hub.plane.run("revoke", CALL, { uid: UID, reason: "stolen" });
  await settle();
  expect(await knock(hub, token, UID)).toEqual(refused("revoked-agent"));
  expect(await knock(hub, token, OTHER)).toEqual(letIn);
  expect(await knock(hub, token)).toEqual(letIn);
  await hub.plane.run("readmit", CALL, { uid: UID });
  await settle();
  expect(await knock(hub, token, UID)).toEqual(letIn);
  await hub.plane.drain();
});

test("who names another agent than its credential's is refused at the door, and stands on that one's timeline", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub);
  const supervisor = await comeIn(hub, UID, token);
  await supervisor.hello();
  await hub.time.pass(1_000);
  const [own = ""] = credentialsIn(supervisor.inbox);
  await (await comeIn(hub, OTHER, token)).hello();
  expect(await knock(hub, own, OTHER)).toEqual(refused("other-agent"));
  expect(await knock(hub, own, UID)).toEqual(letIn);
  await settle();
  const shared = (await hub.plane.agents.get(UID, EVERYTHING))?.access.shared;
  expect(shared).toMatchObject({ remoteAddress: "10.0.0.9", count: 1 });
  await hub.plane.drain();
});

test("who was refused by what he said is refused at the door when he names it, for a while", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub, { usesMax: 1 });
  await (await comeIn(hub, UID, token)).hello();
  const knocked = await knock(hub, token, OTHER);
  if ("refused" in knocked) throw new Error(knocked.refused);
  const second = new ScriptedSupervisor(hub, OTHER, knocked.headers, knocked.identity);
  expect(refusalIn(await second.hello())).toContain("as many agents as it may");
  expect(await knock(hub, token, OTHER)).toEqual(refused("used-up"));
  expect(await knock(hub, token, UID)).toEqual(letIn);
  const another = await makeEnrolmentToken(hub, { name: "another" });
  expect(await knock(hub, another, OTHER)).toEqual(letIn);
  expect(await knock(hub, token, OTHER)).toEqual(letIn);
  expect(refusalIn(await second.hello())).toContain("as many agents as it may");
  await hub.time.pass(REFUSAL_KEPT_MS);
  expect(await knock(hub, token, OTHER)).toEqual(letIn);
  await hub.plane.drain();
});
