import { expect, test } from "vitest";
import { isPeer, NAMELESS, type Peer } from "../enrolment/peer.js";
import { createMemoryStorage } from "../memory/index.js";
import { newCollector, readingsOf } from "../testing/collector-metrics.js";
import { comeIn, credentialsIn, knock, makeEnrolmentToken } from "../testing/door.js";
import { settle } from "../testing/fake-time.js";
import { CALL, openHub, type TestHub } from "../testing/open-hub.js";
import { ScriptedSupervisor } from "../testing/supervisor.js";

const UID = "0190a6a0-0000-7000-8000-000000000001";
const OTHER = "0190a6a0-0000-7000-8000-000000000002";
const STRANGER = "0190a6a0-0000-7000-8000-000000000003";

async function senderBy(hub: TestHub, credential: string): Promise<Peer> {
  const knocked = await knock(hub, credential);
  if ("refused" in knocked || !isPeer(knocked.identity)) throw new Error("The door refused.");
  return knocked.identity;
}

async function send(hub: TestHub, uid: string, sender: Peer) {
  const readings = readingsOf(newCollector(hub.time.now()), hub.time.now());
  const taken = await hub.plane.telemetry.take({ uid, readings }, sender);
  return taken.kind === "refused" ? taken.because : taken.kind;
}

test("S-16 a credential speaks of its own agent alone, and a token of those that it let in", async () => {
  const hub = await openHub();
  const token = await makeEnrolmentToken(hub);
  const another = await makeEnrolmentToken(hub, { name: "another" });
  const supervisor = await comeIn(hub, UID, token);
  await supervisor.hello();
  await hub.time.pass(1_000);
  const [own = ""] = credentialsIn(supervisor.inbox);
  await (await comeIn(hub, OTHER, token)).hello();
  await new ScriptedSupervisor(hub, STRANGER, {}, NAMELESS.admitted).hello();
  const [byOwn, byToken, byAnother] = await Promise.all(
    [own, token, another].map((each) => senderBy(hub, each)),
  );
  if (!byOwn || !byToken || !byAnother) throw new Error("There are three.");
  expect(await send(hub, UID, byOwn)).toBe("taken");
  expect(await send(hub, OTHER, byOwn)).toBe("not-its-own");
  expect(await send(hub, UID, byToken)).toBe("taken");
  expect(await send(hub, OTHER, byToken)).toBe("taken");
  expect(await send(hub, UID, byAnother)).toBe("not-its-own");
  expect(await send(hub, UID, NAMELESS.admitted)).toBe("not-its-own");
  expect(await send(hub, STRANGER, NAMELESS.admitted)).toBe("taken");
  expect(await send(hub, STRANGER, byToken)).toBe("not-its-own");
  await hub.plane.drain();
});

test("S-16 nobody speaks of an agent that was revoked, whichever hub it is connected to", async () => {
  const storage = createMemoryStorage();
  const hub = await openHub({ storage });
  const other = await openHub({ storage, time: hub.time, hubId: "hub-2" });
  const token = await makeEnrolmentToken(hub);
  await (await comeIn(hub, UID, token)).hello();
  const senders = [await senderBy(hub, token), await senderBy(other, token)] as const;
  expect(await send(hub, UID, senders[0])).toBe("taken");
  expect(await send(other, UID, senders[1])).toBe("taken");
  await hub.plane.run("revoke", CALL, { uid: UID, reason: "stolen" });
  await settle();
  expect(await send(hub, UID, senders[0])).toBe("not-its-own");
  expect(await send(other, UID, senders[1])).toBe("not-its-own");
  await hub.plane.drain();
  await other.plane.drain();
});
