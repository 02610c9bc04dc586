// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Query } from "./query";
import { stretches } from "./query-paint";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const known = {
  version: [
    { value: "0.149.0", count: 11 },
    { value: "0.146.1", count: 8 },
  ],
};

function setUp(value = "") {
  const said: string[] = [];
  render(<Query value={value} onChange={(text) => said.push(text)} known={known} />);
  const input = screen.getByRole("combobox") as HTMLInputElement;
  act(() => input.focus());
  // As a browser does: React hears of the value by the event, with the caret behind the text.
  const type = (text: string) =>
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, text);
      input.setSelectionRange(text.length, text.length);
      fireEvent.input(input);
    });
  const press = (key: string) => act(() => void fireEvent.keyDown(input, { key }));
  const wait = () => act(() => void vi.advanceTimersByTime(1_000));
  return { said, input, type, press, wait };
}

const offers = () =>
  screen.queryAllByRole("option", { hidden: true }).map((one) => one.textContent);

describe("the query line", () => {
  test("applies by itself after a pause", () => {
    const { said, type, wait } = setUp();
    type("edge-01");
    expect(said).toEqual([]);
    wait();
    expect(said).toEqual(["edge-01"]);
  });

  test("a text that is no query is not applied; its place is said", () => {
    const { said, input, type, wait } = setUp();
    type("bogus:1");
    wait();
    expect(said).toEqual([]);
    expect(input.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByRole("alert").textContent).toContain('there is no field "bogus"');
  });

  test("completes names, then values with counts", () => {
    const { said, input, type, press, wait } = setUp();
    type("vers");
    expect(offers()).toEqual(["version:its version (service.version)"]);
    press("ArrowDown");
    press("Enter");
    expect(input.value).toBe("version:");
    type("version:0.14");
    expect(offers()).toEqual(["0.149.011", "0.146.18"]);
    wait();
    expect(said).toEqual([]);
    press("ArrowDown");
    press("Enter");
    expect(input.value).toBe("version:0.149.0 ");
    wait();
    expect(said).toEqual(["version:0.149.0"]);
  });

  test("follows an outside change, such as a facet", () => {
    const { input } = setUp("os:linux");
    expect(input.value).toBe("os:linux");
    cleanup();
    const { rerender } = render(<Query value="" onChange={() => {}} known={{}} />);
    rerender(<Query value="sync:failed" onChange={() => {}} known={{}} />);
    expect((screen.getByRole("combobox") as HTMLInputElement).value).toBe("sync:failed");
  });

  test("Escape closes the offers first, then leaves", () => {
    const { input, type, press } = setUp();
    type("he");
    expect(offers().length).toBeGreaterThan(0);
    press("Escape");
    expect(offers()).toEqual([]);
    expect(document.activeElement).toBe(input);
    press("Escape");
    expect(document.activeElement).not.toBe(input);
  });
});

test("the painted pieces join to the text, quotes included", () => {
  for (const text of ['os:linux  name:"a b:c" word', ' -label.env:"x', "", "a:b:c "]) {
    expect(
      stretches(text)
        .flat()
        .map((one) => one.text)
        .join(""),
    ).toBe(text);
  }
});
