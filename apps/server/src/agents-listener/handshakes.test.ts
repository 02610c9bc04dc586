import { expect, test } from "vitest";
import { HANDSHAKES_MAX, Handshakes } from "./handshakes.js";

test("counts per address and step, newest first", () => {
  let now = Date.UTC(2026, 10, 23);
  const handshakes = new Handshakes(() => now);
  handshakes.record("10.0.0.1", "wrong-path", "GET /");
  handshakes.record("10.0.0.2", "tls", "a TLS hello on a plain port", "tls-on-plain-port");
  now += 1_000;
  handshakes.record("10.0.0.1", "wrong-path", "GET /opamp");
  const [first, second] = handshakes.list();
  expect(first).toMatchObject({
    remoteAddress: "10.0.0.1",
    count: 2,
    firstAt: "2026-11-23T00:00:00.000Z",
    lastAt: "2026-11-23T00:00:01.000Z",
    detail: "GET /opamp",
  });
  expect(second).toMatchObject({ step: "tls", cause: "tls-on-plain-port" });
  expect(second?.remedy).toContain("ws://");
});

test("tells causes of one address at one step apart", () => {
  const handshakes = new Handshakes(() => 0);
  handshakes.record("10.0.0.1", "tls", "another name", "wrong-host-name");
  handshakes.record("10.0.0.1", "tls", "an unknown authority", "authority-not-trusted");
  handshakes.record("10.0.0.1", "tls", "another name", "wrong-host-name");
  const counted = handshakes.list().map(({ cause, count }) => [cause, count]);
  expect(counted).toEqual([
    ["wrong-host-name", 2],
    ["authority-not-trusted", 1],
  ]);
  // An agent reads its file, and forgets what it was told, only when it starts.
  expect(handshakes.list()[1]?.remedy).toContain("restart the agent");
});

test("remembers a bounded number", () => {
  const handshakes = new Handshakes(() => 0);
  for (let index = 0; index < HANDSHAKES_MAX + 10; index += 1) {
    handshakes.record(`10.0.${index >> 8}.${index & 255}`, "undecodable", "");
  }
  expect(handshakes.list()).toHaveLength(HANDSHAKES_MAX);
  expect(handshakes.list().at(-1)?.remoteAddress).toBe("10.0.0.10");
});
