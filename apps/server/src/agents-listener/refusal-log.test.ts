import type { RefusedInput } from "@fleethub/opamp/server";
import { expect, test } from "vitest";
import { REFUSALS_LOGGED_PER_MINUTE_MAX } from "../platform/bounded-warnings.js";
import { createRefusalLog } from "./refusal-log.js";

const REFUSED: RefusedInput = {
  problem: { code: "malformed", message: "AgentToServer has a broken field tag." },
  transport: "websocket",
  remoteAddress: "192.0.2.1",
  sizeBytes: 7,
};

test("a flood of refusals is told by its number, and by single lines again a minute later", () => {
  const lines: object[] = [];
  let now = 0;
  const tell = createRefusalLog({ warn: (fields) => lines.push(fields) }, () => now);
  for (let count = 0; count < REFUSALS_LOGGED_PER_MINUTE_MAX + 1000; count += 1) tell(REFUSED);
  expect(lines).toHaveLength(REFUSALS_LOGGED_PER_MINUTE_MAX);
  now += 60_000;
  tell(REFUSED);
  tell(REFUSED);
  expect(lines.slice(-2)).toEqual([
    {
      transport: "websocket",
      code: "malformed",
      remoteAddress: "192.0.2.1",
      sizeBytes: 7,
      leftOut: 1000,
    },
    { transport: "websocket", code: "malformed", remoteAddress: "192.0.2.1", sizeBytes: 7 },
  ]);
});
