import { toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import {
  create,
  type MessageInitShape,
  ServerErrorResponseType,
  ServerToAgentSchema,
} from "../messages.js";
import { setUp } from "../testing/agent-set-up.js";
import { FakeTime } from "../testing/fake-time.js";
import { MemoryServer } from "../testing/memory-server.js";
import type { TransportEvents } from "./transport.js";
import { FAREWELL_TIMEOUT_MS, HEARTBEAT_INTERVAL_MS_DEFAULT } from "./types.js";

test("Q-10 after a lost connection the sequence goes on and only changes are told", () => {
  const { agent, server, time, seen, health } = setUp();
  server.open();
  server.drop();
  expect(seen.retries).toEqual([500]);
  agent.report({ health: health(false) });
  time.advance(500);
  server.open();
  expect(server.reports).toHaveLength(2);
  expect(server.last.sequenceNum).toBe(1n);
  expect(server.last.agentDescription).toBeUndefined();
  expect(server.last.health?.healthy).toBe(false);

  server.push({});
  server.drop();
  time.advance(500);
  server.open();
  expect(server.reports).toHaveLength(3);
  expect(server.last.health).toBeUndefined();
});

test("waits grow until a message comes back, so that accepting and closing is no storm", () => {
  const { server, time, seen } = setUp();
  server.open();
  server.drop();
  time.advance(500);
  server.open();
  server.drop();
  time.advance(750);
  server.open();
  server.push({});
  server.drop();
  expect(seen.retries).toEqual([500, 750, 500]);
});

test("a refused handshake waits for what Retry-After says", () => {
  const { server, time, seen } = setUp();
  server.refuseWith = { httpStatus: 503, retryAfterMs: 10_000 };
  server.open();
  expect(seen.retries).toEqual([10_250]);
  time.advance(10_249);
  expect(server.handshakes).toBe(1);
  time.advance(1);
  expect(server.handshakes).toBe(2);
});

test("D-01 stop says farewell with the last state and closes with 1000", async () => {
  const { agent, server, time, health } = setUp();
  server.open();
  const stopped = agent.stop({ health: health(false) });
  await stopped;
  expect(server.last.agentDisconnect).toBeDefined();
  expect(server.last.health?.healthy).toBe(false);
  expect(server.ends).toEqual([1000]);
  expect(agent.state).toBe("stopped");
  expect(time.waits).toEqual([]);
  agent.report({ effectiveConfig: true });
  time.advance(3_600_000);
  expect(server.reports).toHaveLength(2);
  await agent.stop();
});

test("stop does not wait for a server that is not there", async () => {
  const { agent, server, time } = setUp();
  await agent.stop();
  expect(server.ends).toEqual(["cut"]);
  server.open();
  time.advance(3_600_000);
  expect(server.handshakes).toBe(1);
  expect(server.reports).toEqual([]);
});

/** An agent on a connection that never ends by itself. */
async function setUpEndless() {
  const end = { cut: false };
  let told: TransportEvents | undefined;
  const world = setUp({
    transport: {
      kind: "websocket",
      open: (events) => {
        told = events;
        queueMicrotask(() => events.opened());
        return {
          busy: false,
          send: () => undefined,
          close: () => undefined,
          terminate: () => {
            end.cut = true;
          },
        };
      },
    },
  });
  await Promise.resolve();
  const answer = (reply: MessageInitShape<typeof ServerToAgentSchema>) =>
    told?.received(toBinary(ServerToAgentSchema, create(ServerToAgentSchema, reply)));
  return { ...world, end, answer };
}

test("stop gives up a connection that does not end", async () => {
  const { agent, time, end } = await setUpEndless();
  const stopped = agent.stop();
  time.advance(FAREWELL_TIMEOUT_MS);
  await stopped;
  expect(end.cut).toBe(true);
});

test("stop ends in time although the server answers the farewell by asking for a pause", async () => {
  const { agent, time, end, answer } = await setUpEndless();
  const stopped = agent.stop();
  answer({ errorResponse: { type: ServerErrorResponseType.Unavailable } });
  time.advance(FAREWELL_TIMEOUT_MS);
  await stopped;
  expect(end.cut).toBe(true);
});

test("a clock that is set back does not silence the agent", () => {
  const time = new FakeTime();
  let backMs = 0;
  const { server } = setUp({ clock: { now: () => time.now() - backMs }, schedule: time });
  server.open();
  backMs = 3_600_000;
  time.advance(2 * HEARTBEAT_INTERVAL_MS_DEFAULT);
  expect(server.reports).toHaveLength(2);
});

test("moving to another server is a farewell there and a fresh start here", () => {
  const { agent, server } = setUp();
  const next = new MemoryServer();
  server.open();
  agent.moveTo(next.transport);
  expect(server.last.agentDisconnect).toBeDefined();
  expect(server.ends).toEqual([1000]);
  next.open();
  expect(next.last.sequenceNum).toBe(0n);
  expect(next.last.agentDescription).toBeDefined();
  expect(agent.state).toBe("connected");
});

test("a text message or bytes that are no message end the connection, and the agent comes back", () => {
  const { server, time, seen } = setUp();
  server.open();
  server.pushRaw("hello");
  expect(server.ends).toEqual([1002]);
  time.advance(500);
  server.open();
  server.pushRaw(new Uint8Array([0, 255, 255]));
  expect(seen.problems).toEqual(["undecodable-message"]);
  expect(server.ends).toEqual([1002, "cut"]);
  time.advance(750);
  server.open();
  expect(server.connected).toBe(true);
  expect(server.handshakes).toBe(3);
});

test("the first heartbeat may come early, to spread a fleet", () => {
  const { server, time } = setUp({ firstHeartbeatMs: 7_000 });
  server.open();
  time.advance(7_000);
  expect(server.reports).toHaveLength(2);
  time.advance(29_999);
  expect(server.reports).toHaveLength(2);
  time.advance(1);
  expect(server.reports).toHaveLength(3);
});
