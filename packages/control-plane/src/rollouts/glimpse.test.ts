import { describe, expect, test } from "vitest";
import { sampleAgent } from "../contract/samples.js";
import type { AgentRecord } from "../model.js";
import { glimpseOf } from "./glimpse.js";

const UP_SINCE = 1_000_000;
const shown = { name: "edge-1", health: "healthy" } as const;

const connected = (connectedAt: number): AgentRecord => {
  const agent = sampleAgent();
  return { ...agent, report: { ...agent.report, connectedAt, disconnectedAt: null } };
};

/** Disconnects that are noted when the connection is another one at the second look. */
function disconnectsSeenAt(now: number): number {
  const before = glimpseOf(connected(UP_SINCE - 5_000), shown, undefined, {
    now: now - 1_000,
    upSince: UP_SINCE,
  });
  const after = glimpseOf(connected(now), shown, before, { now, upSince: UP_SINCE });
  return after.happened.disconnects.length;
}

describe("a connection that is another one at the next look", () => {
  test("was lost", () => {
    expect(disconnectsSeenAt(UP_SINCE + 600_000)).toBe(1);
  });

  test("was lost by the hub itself where that has just begun", () => {
    expect(disconnectsSeenAt(UP_SINCE + 3_000)).toBe(0);
  });
});
