import { expect, test } from "vitest";
import { admitEveryone, createOpampServer, type TurnedAway } from "./index.js";
import {
  HANDSHAKE_ADDRESSES_MAX,
  HANDSHAKE_BURST_SECONDS,
  HandshakeRate,
} from "./handshake-rate.js";
import { makeServerLimits, type ServerLimits } from "./server-limits.js";
import { FakeSocket } from "../testing/fake-socket.js";
import { FakeTime } from "../testing/fake-time.js";
import { CAPABILITIES } from "../testing/test-server.js";

/** A server that counts handshakes, and a way to knock at it. */
function doorWith(limits: Partial<ServerLimits>, random = () => 0.5) {
  const time = new FakeTime();
  const turnedAway: TurnedAway[] = [];
  const server = createOpampServer({
    handler: { onReport: () => undefined, onTurnedAway: (one) => turnedAway.push(one) },
    admit: admitEveryone,
    capabilities: CAPABILITIES,
    schedule: time,
    clock: time,
    random,
    limits,
  });
  const knock = (remoteAddress = "192.0.2.1", transport: "websocket" | "http" = "websocket") =>
    server.admit({ transport, remoteAddress, headers: {} });
  /** Seconds to wait, or 0: come in. */
  const wait = async (remoteAddress?: string) => {
    const answer = await knock(remoteAddress);
    return answer.admitted ? 0 : (answer.retryAfterSeconds ?? Number.NaN);
  };
  return { time, server, turnedAway, knock, wait };
}

test("T-23 handshakesPerSecondMax: ten seconds' worth come in at once, one more is told to wait", async () => {
  const { time, turnedAway, knock, wait } = doorWith({ handshakesPerSecondMax: 2 });
  for (let count = 0; count < 2 * HANDSHAKE_BURST_SECONDS; count += 1) {
    expect(await wait(`192.0.2.${count}`)).toBe(0);
  }
  expect(await wait("192.0.2.99")).toBeGreaterThanOrEqual(30);
  expect(turnedAway).toEqual([
    {
      by: "limits",
      limit: "handshakesPerSecondMax",
      transport: "websocket",
      remoteAddress: "192.0.2.99",
      status: 503,
      message:
        "The server has taken as many handshakes as the limit handshakesPerSecondMax of 2 allows.",
    },
  ]);
  expect((await knock("192.0.2.99", "http")).admitted).toBe(true);
  time.advance(1000);
  expect(await wait()).toBe(0);
  expect(await wait()).toBe(0);
  expect(await wait()).toBeGreaterThan(0);
});

test("T-23 handshakesPerSecondPerAddressMax: one address does not use up the places of others", async () => {
  const { turnedAway, wait } = doorWith({
    handshakesPerSecondMax: 2,
    handshakesPerSecondPerAddressMax: 1,
  });
  for (let count = 0; count < HANDSHAKE_BURST_SECONDS; count += 1) expect(await wait()).toBe(0);
  for (let count = 0; count < 1000; count += 1) expect(await wait()).toBeGreaterThan(0);
  expect(new Set(turnedAway.map(({ limit }) => limit))).toEqual(
    new Set(["handshakesPerSecondPerAddressMax"]),
  );
  for (let count = 0; count < HANDSHAKE_BURST_SECONDS; count += 1) {
    expect(await wait("192.0.2.2")).toBe(0);
  }
});

test("T-23 those sent away come back over the time that the server needs for them", async () => {
  const perSecond = 10;
  const agents = 1000;
  const { wait } = doorWith({ handshakesPerSecondMax: perSecond }, () => 0);
  for (let count = 0; count < perSecond * HANDSHAKE_BURST_SECONDS; count += 1) await wait();
  const waits: number[] = [];
  for (let count = 0; count < agents; count += 1) waits.push(await wait());
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(30);
  expect(Math.max(...waits)).toBe(30 + agents / perSecond);
  const arrivals = new Map<number, number>();
  for (const second of waits) arrivals.set(second, (arrivals.get(second) ?? 0) + 1);
  expect(Math.max(...arrivals.values())).toBeLessThanOrEqual(perSecond);
});

test("T-23 nobody waits longer than retryAfterMaxMs, and the last of a wave are spread too", async () => {
  let next = 0;
  const random = () => (next = (next + 0.618_034) % 1);
  const { wait } = doorWith({ handshakesPerSecondMax: 1, retryAfterMaxMs: 120_000 }, random);
  for (let count = 0; count < HANDSHAKE_BURST_SECONDS; count += 1) await wait();
  const waits: number[] = [];
  for (let count = 0; count < 5000; count += 1) waits.push(await wait());
  expect(Math.max(...waits)).toBeLessThanOrEqual(120);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(30);
  expect(new Set(waits.slice(-500)).size).toBeGreaterThan(60);
});

test("T-23 socketsPerAddressMax: one more is refused, and a place is free when a socket is gone", async () => {
  const { server, turnedAway, wait } = doorWith({ socketsPerAddressMax: 2 });
  const open = (remoteAddress: string) =>
    server.accept(new FakeSocket(), { remoteAddress, headers: {}, identity: undefined });
  const first = open("2001:db8::1");
  open("2001:db8::2");
  expect(await wait("2001:db8::3")).toBeGreaterThanOrEqual(30);
  expect(turnedAway[0]).toMatchObject({ limit: "socketsPerAddressMax", by: "limits" });
  expect(turnedAway[0]?.message).toContain("socketsPerAddressMax of 2");
  expect(await wait("2001:db8:0:1::3")).toBe(0);
  first.closed("closed");
  expect(await wait("2001:db8::3")).toBe(0);
});

test("a clock that goes back lets nobody in and throws nobody out", async () => {
  let now = 1_000_000;
  const limits = makeServerLimits({ handshakesPerSecondMax: 1 });
  const rate = new HandshakeRate(limits, { now: () => now });
  for (let count = 0; count < HANDSHAKE_BURST_SECONDS; count += 1) rate.take("a");
  now = 0;
  expect(rate.take("a")).toMatchObject({ limit: "handshakesPerSecondMax" });
  now = 1000;
  expect(rate.take("a")).toBeUndefined();
});

test("a bounded number of addresses is remembered", () => {
  const rate = new HandshakeRate(makeServerLimits(), { now: () => 0 });
  for (let count = 0; count < HANDSHAKE_ADDRESSES_MAX + 100; count += 1) rate.take(`a${count}`);
  expect(rate.addressCount).toBe(HANDSHAKE_ADDRESSES_MAX);
});
