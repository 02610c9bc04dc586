// @vitest-environment happy-dom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { noteSignedIn, noteSignedOut } from "../data/signed-out";
import { sampleSession, SignedIn } from "../testing/signed-in";
import { SessionGate } from "./session-gate";

const left: string[] = [];

beforeEach(() => {
  left.length = 0;
  window.history.replaceState(null, "", "/groups?name=edge#x");
  vi.spyOn(window.location, "replace").mockImplementation((to) => void left.push(String(to)));
});
afterEach(() => {
  cleanup();
  act(() => noteSignedIn());
  vi.restoreAllMocks();
});

function setUp(signedIn: boolean) {
  render(
    <SignedIn session={signedIn ? sampleSession([{ role: "viewer", reach: null }]) : null}>
      <SessionGate>
        <input aria-label="a draft" defaultValue="half written" />
      </SessionGate>
    </SignedIn>,
  );
}

test("whoever comes without a session is led to the sign-in page, and back from there", () => {
  setUp(false);
  act(() => noteSignedOut("not-signed-in"));
  expect(left).toEqual(["/sign-in?return=%2Fgroups%3Fname%3Dedge%23x"]);
  expect(screen.queryByLabelText("a draft")).toBeNull();
});

test("a hub without an administrator leads to the first run", () => {
  setUp(false);
  act(() => noteSignedOut("first-run"));
  expect(left).toEqual(["/first-run"]);
});

test("who works when the session ends keeps the page, and what was written on it", async () => {
  setUp(true);
  act(() => noteSignedOut("not-signed-in"));
  await screen.findByRole("heading", { name: "Sign in again" });
  expect(left).toEqual([]);
  expect(screen.getByLabelText<HTMLInputElement>("a draft").value).toBe("half written");
});
