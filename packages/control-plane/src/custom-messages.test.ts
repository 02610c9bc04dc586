import { expect, test } from "vitest";
import { settle } from "./testing/fake-time.js";
import { CALL, openHub } from "./testing/open-hub.js";
import { ScriptedSupervisor } from "./testing/supervisor.js";

const UID = "0190a6a0-0000-7000-8000-000000000001";
const PING = "io.example.ping";
const data = new TextEncoder().encode("1");

/** A hub that answers pings, and what it was handed. */
async function open(admission: "admitted" | "awaiting-approval" = "admitted") {
  const seen: string[] = [];
  const hub = await openHub({
    admit: () => admission,
    customMessages: {
      [PING]: {
        onMessage({ type }, report) {
          seen.push(`${type} ${report.instanceUid}`);
          return { type: "pong", data };
        },
      },
    },
  });
  return { hub, seen, supervisor: new ScriptedSupervisor(hub, UID) };
}

const declared = { customCapabilities: { capabilities: [PING] } };
const ping = { customMessage: { capability: PING, type: "ping", data } };

test("U-01 U-02 U-03 capabilities are announced once, messages reach their handler, and answers the agent", async () => {
  const { hub, seen, supervisor } = await open();
  const [first] = await supervisor.hello();
  expect(first?.customCapabilities?.capabilities).toEqual([PING]);
  expect(hub.plane.sendCustomMessage(UID, PING, { type: "hello", data })).toBe("not-declared");
  const [plain] = await supervisor.send(declared);
  expect(plain?.customCapabilities).toBeUndefined();
  const [answer] = await supervisor.send(ping);
  expect(answer?.customMessage).toMatchObject({ capability: PING, type: "pong" });
  expect(seen).toEqual([`ping ${UID}`]);
  expect(hub.plane.sendCustomMessage(UID, PING, { type: "hello", data })).toBe("sent");
  expect(supervisor.inbox.at(-1)?.customMessage?.type).toBe("hello");
  supervisor.cut();
  await hub.time.pass(1_000);
  expect(hub.plane.sendCustomMessage(UID, PING, { type: "hello", data })).toBe("not-connected");
  await hub.plane.drain();
});

test("F13 messages of an agent that awaits approval are acknowledged, and reach nobody", async () => {
  const { hub, seen, supervisor } = await open("awaiting-approval");
  await supervisor.hello();
  await supervisor.send(declared);
  const [answer] = await supervisor.send(ping);
  expect([answer?.customMessage, answer?.errorResponse, seen]).toEqual([undefined, undefined, []]);
  expect(hub.plane.sendCustomMessage(UID, PING, { type: "hello", data })).toBe("not-connected");
  expect(await hub.plane.run("approve", CALL, { uid: UID })).toMatchObject({ kind: "done" });
  await settle();
  await supervisor.send(ping);
  expect(seen).toHaveLength(1);
  await hub.plane.drain();
});

test("U-04 a hub without handlers announces nothing and acknowledges", async () => {
  const hub = await openHub();
  const supervisor = new ScriptedSupervisor(hub, UID);
  await supervisor.hello();
  const [answer] = await supervisor.send({ ...declared, ...ping });
  expect([answer?.customCapabilities, answer?.errorResponse]).toEqual([undefined, undefined]);
  await hub.plane.drain();
});
