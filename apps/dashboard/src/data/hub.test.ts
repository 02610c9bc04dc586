// @vitest-environment happy-dom
import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hub } from "./hub";
import { noteSignedIn, onceSignedIn, useSignedOut } from "./signed-out";

beforeEach(() => noteSignedIn());
afterEach(() => vi.unstubAllGlobals());

const state = () => renderHook(() => useSignedOut()).result.current;

function answers(status: number, type: string) {
  vi.stubGlobal("fetch", async () =>
    Response.json({ type, title: "No", status, detail: "Because." }, { status }),
  );
}

test.each(["not-signed-in", "first-run"] as const)(
  "an answer of %s is noted, and reaches who asked",
  async (type) => {
    answers(401, type);
    const result = await hub.getSession();
    expect(result).toMatchObject({ ok: false, problem: { type } });
    expect(state()).toBe(type);
  },
);

test.each([
  [401, "wrong-credentials"],
  [403, "not-allowed"],
])("%d %s ends no session", async (status, type) => {
  answers(status, type);
  await hub.signIn({ body: { name: "ada", password: "wrong" } });
  expect(state()).toBeNull();
});

test("what waits for a session goes on once one holds", async () => {
  const done: string[] = [];
  onceSignedIn(() => done.push("at once"));
  answers(401, "not-signed-in");
  await hub.getSession();
  onceSignedIn(() => done.push("later"));
  const giveUp = onceSignedIn(() => done.push("never"));
  giveUp();
  expect(done).toEqual(["at once"]);
  noteSignedIn();
  expect(done).toEqual(["at once", "later"]);
});
