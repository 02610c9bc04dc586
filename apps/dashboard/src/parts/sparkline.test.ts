import { expect, test } from "vitest";
import { sparkPath } from "./sparkline";

test("a sparkline is closed at the bottom and stays below the top", () => {
  expect(sparkPath([0, 255, 128])).toBe("polygon(0% 100%, 0% 100%, 50% 8%, 100% 53.8%, 100% 100%)");
});
