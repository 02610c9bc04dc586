import { expect, it } from "vitest";
import { pageByName } from "./page-by-name.js";

const all = ["a", "b", "c"];
const page = (limit: number, cursor?: string) => pageByName(all, (name) => name, { limit, cursor });

it("cuts a list into pages that follow each other by name", () => {
  expect(page(2)).toEqual({ items: ["a", "b"], nextCursor: "b", total: 3 });
  expect(page(2, "b")).toEqual({ items: ["c"], nextCursor: null, total: 3 });
  expect(page(3)).toEqual({ items: all, nextCursor: null, total: 3 });
});

it("goes on after a name that is gone, and ends behind the last", () => {
  expect(page(2, "aa").items).toEqual(["b", "c"]);
  expect(page(2, "z")).toEqual({ items: [], nextCursor: null, total: 3 });
});
