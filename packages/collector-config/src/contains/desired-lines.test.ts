import { expect, test } from "vitest";
import { explainEffective } from "./explain.js";

test("marks what the desired config states, not defaults and own parts", () => {
  const desired = "receivers:\n  nop:\nprocessors:\n  batch:\n    timeout: 5s\n";
  const effective = [
    "extensions:",
    "    opamp:",
    "        ppid: 7",
    "processors:",
    "    batch:",
    "        send_batch_size: 8192",
    "        timeout: 5s",
    "receivers:",
    "    nop: null",
    "",
  ].join("\n");
  expect(explainEffective(effective, desired).lines).toEqual([
    [4, 5],
    [7, 9],
  ]);
});
