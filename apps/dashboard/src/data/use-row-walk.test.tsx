// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useRowWalk } from "./use-row-walk";

afterEach(cleanup);

function Table({ open }: { open: number }) {
  return (
    <table>
      <tbody ref={useRowWalk({ open })}>
        {["a", "b", "c"].map((name) => (
          <tr key={name}>
            <td>
              <a className="strong" href="/">
                {name}
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const press = (key: string) => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key });
  return document.activeElement?.textContent;
};

test("j and k begin at the row that is open and stop at the ends", () => {
  render(<Table open={1} />);
  expect(["j", "j", "j", "k", "k", "k"].map(press)).toEqual(["b", "c", "c", "b", "a", "a"]);
});

test("without an open row they begin at the first", () => {
  render(<Table open={-1} />);
  expect(["k", "j"].map(press)).toEqual(["a", "b"]);
});
