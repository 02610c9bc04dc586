// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useModal } from "./use-modal";

afterEach(cleanup);

function Over({ label }: { label: string }) {
  return (
    <dialog ref={useModal()} aria-label={label}>
      <button type="button">in {label}</button>
    </dialog>
  );
}

const page = (...open: readonly string[]) => (
  <>
    <button type="button">opener</button>
    {open.map((label) => (
      <Over key={label} label={label} />
    ))}
  </>
);

test("the focus goes back past a dialog that opened another and is gone by then", async () => {
  const { rerender } = render(page());
  const opener = screen.getByRole("button", { name: "opener" });
  opener.focus();
  rerender(page("form"));
  screen.getByRole("button", { name: "in form" }).focus();
  rerender(page("form", "told"));
  rerender(page("told"));
  screen.getByRole("button", { name: "in told" }).focus();
  rerender(page());
  await waitFor(() => expect(document.activeElement).toBe(opener));
});

test("it is shown as long as it is rendered, also where the browser closes it", async () => {
  render(page("form"));
  const dialog = screen.getByRole<HTMLDialogElement>("dialog");
  dialog.close();
  expect(dialog.open).toBe(false);
  await waitFor(() => expect(dialog.open).toBe(true));
});
