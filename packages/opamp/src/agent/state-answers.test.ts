import { expect, test } from "vitest";
import { setUp } from "../testing/agent-set-up.js";
import { FULL_STATE_ASKS_MAX } from "./state-answers.js";

test("Q-09 a server that asks for full state without end is answered once a second", () => {
  const { server, time, agent } = setUp();
  server.open();
  const before = server.reports.length;
  for (let ask = 0; ask < 1_000; ask += 1) server.push({ flags: 3n });
  expect(server.reports).toHaveLength(before + FULL_STATE_ASKS_MAX);
  time.advance(999);
  expect(server.reports).toHaveLength(before + FULL_STATE_ASKS_MAX);
  time.advance(1);
  expect(server.reports).toHaveLength(before + FULL_STATE_ASKS_MAX + 1);
  expect(server.last.agentDescription).toBeDefined();
  expect(Object.keys(server.last.availableComponents?.components ?? {})).toEqual(["receivers"]);
  server.push({ flags: 2n });
  void agent.stop();
  expect(time.waits).toEqual([]);
});

test("A-03 the list of components is asked for within the same bounds", () => {
  const { server, time } = setUp();
  server.open();
  for (let ask = 0; ask < 1_000; ask += 1) server.push({ flags: 2n });
  time.advance(10_000);
  server.push({ flags: 2n });
  expect(server.reports.length).toBeLessThanOrEqual(1 + FULL_STATE_ASKS_MAX + 2);
});
