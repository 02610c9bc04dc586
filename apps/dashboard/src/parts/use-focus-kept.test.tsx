// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { useRef } from "react";
import { afterEach, expect, test } from "vitest";
import { useFocusKept } from "./use-focus-kept";

afterEach(cleanup);

function List({ of }: { of: readonly string[] }) {
  const list = useRef<HTMLUListElement>(null);
  useFocusKept(list);
  return (
    <ul ref={list}>
      {of.map((name) => (
        <li key={name.replace("!", "")}>
          <a href="/">{name}</a>
          {name.endsWith("!") ? null : <button type="button">Revoke {name}</button>}
        </li>
      ))}
    </ul>
  );
}

const page = (names: readonly string[], shown = true) => (
  <main id="main" tabIndex={-1}>
    {shown ? <List of={names} /> : null}
  </main>
);
const focused = () => document.activeElement?.textContent;

test("where a row goes its neighbour has the focus, and after the last one the page", async () => {
  const { rerender } = render(page(["a", "b", "c"]));
  screen.getByRole("button", { name: "Revoke b" }).focus();
  rerender(page(["a", "c"]));
  await waitFor(() => expect(focused()).toBe("c"));
  rerender(page(["a"]));
  await waitFor(() => expect(focused()).toBe("a"));
  rerender(page([]));
  await waitFor(() => expect(document.activeElement?.id).toBe("main"));
});

test("where the whole list goes the page has the focus", async () => {
  const { rerender } = render(page(["a"]));
  screen.getByRole("button", { name: "Revoke a" }).focus();
  rerender(page([], false));
  await waitFor(() => expect(document.activeElement?.id).toBe("main"));
});

test("a row whose control goes has the focus itself; what goes elsewhere moves nothing", async () => {
  const { rerender } = render(page(["a", "b", "c"]));
  const revoke = screen.getByRole("button", { name: "Revoke b" });
  revoke.focus();
  rerender(page(["b", "c"]));
  await new Promise((resolve) => setTimeout(resolve));
  expect(document.activeElement).toBe(revoke);
  rerender(page(["b!", "c"]));
  await waitFor(() => expect(focused()).toBe("b!"));
});
