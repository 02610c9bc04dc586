import { expect, test } from "vitest";
import { createLogger, describeError } from "./logger.js";

test("secrets are removed and errors kept short", () => {
  const lines: string[] = [];
  const logger = createLogger("debug", { write: (line: string) => void lines.push(line) });
  logger.warn(
    { token: "abc", headers: { authorization: "Bearer abc" }, error: new Error("a\nbody") },
    "refused",
  );
  const text = lines.join("");
  expect(text).not.toContain("abc");
  expect(text).not.toContain("body");
  expect(JSON.parse(text)).toMatchObject({ level: "warn", msg: "refused", token: "[removed]" });
});

test("addresses lose their credentials", () => {
  const error = new Error("cannot reach postgres://hub:pa55@db:5432/fleet");
  expect(describeError(error)["message"]).toBe("cannot reach postgres://db:5432/fleet");
});
