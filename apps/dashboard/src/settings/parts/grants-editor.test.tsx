// @vitest-environment happy-dom
import type { Grant } from "@fleethub/api";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SignedIn } from "../../testing/signed-in";
import { GrantsEditor, grantsFault } from "./grants-editor";

// How many agents a reach finds is nothing that this test waits for.
beforeEach(() => void vi.stubGlobal("fetch", () => new Promise(() => {})));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** What {@link setUp} shows now; the editor itself keeps nothing. */
let shown: readonly Grant[] = [];

function Held({ first }: { first: readonly Grant[] }) {
  const [grants, setGrants] = useState(first);
  shown = grants;
  return <GrantsEditor id="g" legend="May" grants={grants} tried={false} onChange={setGrants} />;
}

function setUp(first: readonly Grant[]) {
  render(
    <SignedIn session={null}>
      <Held first={first} />
    </SignedIn>,
  );
}

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

test("roles are given, narrowed to a part of the fleet, and taken away", () => {
  setUp([]);
  press("Give a role");
  fireEvent.change(screen.getByLabelText("Role 1"), { target: { value: "operator" } });
  press("A part");
  expect(shown).toEqual([{ role: "operator", reach: "" }]);
  fireEvent.change(screen.getByLabelText("Reach of role 1"), {
    target: { value: "label.squad:edge" },
  });
  expect(shown).toEqual([{ role: "operator", reach: "label.squad:edge" }]);
  press("Another role");
  expect(shown).toHaveLength(2);
  press("Take role 1 away");
  expect(shown).toEqual([{ role: "viewer", reach: null }]);
});

test("a reach over what agents say of themselves is refused, and it is said why", () => {
  const grants: readonly Grant[] = [{ role: "operator", reach: "os:linux" }];
  expect(grantsFault(grants)).toMatch(/os/);
  setUp(grants);
  expect(screen.getByRole("alert").textContent).toMatch(/os/);
  expect(grantsFault([{ role: "operator", reach: "" }])).toMatch(/empty/);
  expect(grantsFault([{ role: "operator", reach: "label.squad:edge pinned:edge-*" }])).toBe(
    undefined,
  );
});
