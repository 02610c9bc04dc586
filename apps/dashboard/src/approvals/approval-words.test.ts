import { expect, test } from "vitest";
import { isOpen, resultOf } from "./approval-words";

test("only what waits can be answered", () => {
  expect(isOpen({ state: "waiting" })).toBe(true);
  expect(isOpen({ state: "changed" })).toBe(true);
  for (const state of ["approved", "rejected", "withdrawn", "expired", "break-glass"] as const)
    expect(isOpen({ state }), state).toBe(false);
});

test("what came of a request leads where it is shown", () => {
  expect(resultOf({ result: null })).toBeNull();
  expect(resultOf({ result: { kind: "rollout", id: "r 1" } })?.href).toBe("/rollouts/one?id=r%201");
  expect(resultOf({ result: { kind: "group", id: "edge" } })?.href).toBe("/groups?name=edge");
  expect(resultOf({ result: { kind: "agents", id: "12 by UID" } })).toBeNull();
});
