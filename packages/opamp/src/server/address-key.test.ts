import { expect, test } from "vitest";
import { addressKey } from "./address-key.js";

test("an IPv4 address is one address, also inside an IPv6 one", () => {
  expect(addressKey("192.0.2.1")).toBe("192.0.2.1");
  expect(addressKey("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(addressKey("::FFFF:192.0.2.1")).toBe("192.0.2.1");
});

test("an IPv6 address counts as its /64, however it is written", () => {
  for (const address of ["2001:db8:0:1::5", "2001:DB8:0:1:2:3:4:5", "2001:0db8:0000:0001::"]) {
    expect(addressKey(address)).toBe("2001:db8:0:1::/64");
  }
  expect(addressKey("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(addressKey("::1")).toBe("0:0:0:0::/64");
  expect(addressKey("2001:db8:0:2::5")).not.toBe(addressKey("2001:db8:0:1::5"));
});

test("what is no address is its own key", () => {
  expect(addressKey("")).toBe("");
  expect(addressKey("/run/hub.sock")).toBe("/run/hub.sock");
});
