import { expect, test } from "vitest";
import { isAskedBy, isOpen, resultOf } from "./approval-words";

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

test("a request belongs to the person who asked in whatever session, and to the token that asked", () => {
  const olgas = {
    requestedBy: { kind: "person", id: "olga", name: "Olga Ladyzhenskaya" },
  } as const;
  expect(isAskedBy(olgas, { kind: "person", id: "of-her-session", name: "olga" })).toBe(true);
  expect(isAskedBy(olgas, { kind: "person", id: "of-a-session", name: "axel" })).toBe(false);
  expect(isAskedBy(olgas, { kind: "token", id: "olga", name: "olga" })).toBe(false);
  const tokens = { requestedBy: { kind: "token", id: "t1", name: "pipeline" } } as const;
  expect(isAskedBy(tokens, { kind: "token", id: "t1", name: "renamed" })).toBe(true);
});
