import { expect, it } from "vitest";
import { readLabels } from "./labels-text";

it("reads pairs with blanks or commas between them", () => {
  expect(readLabels(" region=eu, squad=edge  note=a=b empty= ")).toEqual({
    labels: { region: "eu", squad: "edge", note: "a=b", empty: "" },
  });
  expect(readLabels("")).toEqual({ labels: {} });
});

it.each([
  ["region", "“region” has no value: write region=VALUE"],
  ["-x=1", "“-x” cannot be the key of a label"],
  ["a=1 a=2", "“a” stands there twice"],
])("tells what is wrong with %j", (text, fault) => {
  expect(readLabels(text).fault).toBe(fault);
});
