import { expect, test } from "vitest";
import { parseInstanceUid } from "../index.js";
import { FakeTime } from "../testing/fake-time.js";
import { fromHex } from "../testing/hex.js";
import { testServer } from "../testing/test-server.js";
import { PUSH_TURN_AGENTS, pushToMany } from "./push-to-many.js";

/** A server with agents that have reported, each on a socket of its own. */
function fleet(count: number) {
  const { server, open } = testServer();
  const agents = Array.from({ length: count }, (_, index) => {
    const digits = index.toString(16).padStart(32, "0");
    const { socket, connection } = open();
    connection.receive(fromHex(`000a10${digits}`));
    const uid = parseInstanceUid(digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"));
    if (!uid.ok) throw new Error(uid.problem.message);
    return { uid: uid.value, connection, socket };
  });
  return { agents, message: server.encode({ flags: 1n }) };
}

const pushed = (agents: ReturnType<typeof fleet>["agents"]) =>
  agents.filter(({ socket }) => socket.sent.length === 2).length;

/** Lets promises that are settled go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("P7 others get a turn after every fifty agents", async () => {
  const time = new FakeTime();
  const { agents, message } = fleet(120);
  const result = pushToMany(agents, message, { schedule: time });
  const seen: number[] = [];
  while (pushed(agents) < agents.length) {
    seen.push(pushed(agents));
    time.advance(0);
    await settled();
  }
  expect(seen).toEqual([PUSH_TURN_AGENTS, 2 * PUSH_TURN_AGENTS]);
  expect(await result).toEqual({ sentCount: 120, unwantedCount: 0, unsent: [] });
});

test("P6 the bytes are shared by all", async () => {
  const { agents, message } = fleet(3);
  await pushToMany(agents, message, { schedule: new FakeTime() });
  for (const { socket } of agents) expect(socket.lastParts[1]).toBe(message.tail);
});

test("P6 who left, and who is no longer meant, is told apart from who was sent to", async () => {
  const { agents, message } = fleet(4);
  const [gone, unwanted] = agents;
  gone?.connection.closed("lost");
  const result = await pushToMany(agents, message, {
    schedule: new FakeTime(),
    isWanted: (agent) => agent !== unwanted,
  });
  expect(result).toEqual({ sentCount: 2, unwantedCount: 1, unsent: [gone] });
});

test("X-08 P6 an agent that does not read ends its own socket and holds nobody up", async () => {
  const { agents, message } = fleet(3);
  const [slow] = agents;
  if (slow !== undefined) slow.socket.bufferedAmount = 2 ** 30;
  const result = await pushToMany(agents, message, { schedule: new FakeTime() });
  expect(result.sentCount + result.unsent.length).toBe(3);
  expect(agents.slice(1).every(({ socket }) => socket.sent.length === 2)).toBe(true);
});
