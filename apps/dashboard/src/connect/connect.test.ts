import type { AgentRow } from "@fleethub/api";
import { parseQuery } from "@fleethub/fleet/query";
import { describe, expect, it } from "vitest";
import { admissionWords } from "./admission";
import { arrivalQuery, newestFirst } from "./use-arrivals";
import { hostProblem } from "./use-door";
import { wayOf } from "./ways";

const row = (uid: string) => ({ uid }) as AgentRow;

describe("arrivals", () => {
  it("asks in the query language, in whole steps", () => {
    expect(arrivalQuery(0)).toBe("presence:connected connectedAt:<5s");
    expect(arrivalQuery(61)).toBe("presence:connected connectedAt:<65s");
    expect(parseQuery(arrivalQuery(7200)).problem).toBeUndefined();
  });

  it("has the newest first, however the hub sorts them", () => {
    const seen = new Map<string, number>();
    newestFirst(seen, [row("b")]);
    newestFirst(seen, [row("a"), row("b")]);
    expect(newestFirst(seen, [row("a"), row("b"), row("c")]).map(({ uid }) => uid)).toEqual([
      "c",
      "a",
      "b",
    ]);
  });
});

it("says that nobody gets in only where that is so", () => {
  const closed = (["default", "open", "await-approval", "token"] as const).filter(
    (admission) => admissionWords(admission).closed,
  );
  expect(closed).toEqual(["token"]);
});

it("takes the choice from the address", () => {
  expect(wayOf("extension")).toBe("extension");
  expect(wayOf("nonsense")).toBe("supervisor");
});

it("takes names and addresses as a host, and says what else is wrong", () => {
  for (const host of ["", "hub.internal", "10.4.0.1", "[::1]"])
    expect(hostProblem(host)).toBeUndefined();
  expect(hostProblem("::1")).toContain("brackets");
  expect(hostProblem("ws://hub:4320")).toContain("without scheme");
});
