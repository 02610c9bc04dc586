import { expect, it } from "vitest";
import { RefusalCounter } from "./refusals.js";

let made = 0;
const ids = { uuidv7: () => `id-${(made += 1)}` };

it("counts an IPv6 network of 64 bits as one address, and a flood from many as a bounded number", () => {
  const counter = new RefusalCounter(3, () => 0);
  for (let host = 1; host <= 50; host += 1) {
    counter.note({ door: "agents", address: `2001:db8::${host}`, reason: "unknown-token" });
  }
  for (let network = 1; network <= 50; network += 1) {
    counter.note({ door: "agents", address: `2001:db8:1:${network}::1`, reason: "unknown-token" });
  }
  const told = counter.take(ids).map(({ resource, after }) => [resource.id, after]);
  expect(told).toMatchObject([
    ["2001:db8:0:0::/64", { attempts: 50 }],
    ["2001:db8:1:1::1", { attempts: 1 }],
    ["2001:db8:1:2::1", { attempts: 1 }],
    ["other addresses", { attempts: 48 }],
  ]);
});
