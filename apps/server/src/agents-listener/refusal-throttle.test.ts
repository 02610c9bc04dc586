import { expect, test } from "vitest";
import { RefusalThrottle, REFUSED_RETRY_SECONDS } from "./refusal-throttle.js";

test("an address has its share of refusals in a minute, then waits", () => {
  let now = 0;
  const throttle = new RefusalThrottle(() => now, 3);
  const of = (address: string) => throttle.refused(address);
  expect([of("10.0.0.1"), of("10.0.0.1"), of("10.0.0.1")]).toEqual([null, null, null]);
  expect(of("10.0.0.1")).toBe(REFUSED_RETRY_SECONDS);
  expect(of("10.0.0.2")).toBeNull();
  now = 60_000;
  expect(of("10.0.0.1")).toBeNull();
});

test("an IPv6 network of 64 bits is one address, however it is written", () => {
  const throttle = new RefusalThrottle(() => 0, 2);
  expect(throttle.refused("2001:db8:0:1::1")).toBeNull();
  expect(throttle.refused("2001:db8:0:1:2:3:4:5")).toBeNull();
  expect(throttle.refused("2001:db8:0:1::2")).toBe(REFUSED_RETRY_SECONDS);
  expect(throttle.refused("2001:db8::2")).toBeNull();
  expect(throttle.refused("::ffff:10.0.0.1")).toBeNull();
  expect(throttle.refused("::ffff:10.0.0.2")).toBeNull();
});
