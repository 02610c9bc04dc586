import { describe, expect, it } from "vitest";
import { returnOf, safeReturn, signInHref } from "./return-to";

const ORIGIN = "https://hub.example";

describe("the way back after signing in", () => {
  it.each(["/agents", "/agents/one?uid=1#config", "/", "/groups?name=edge%20sites"])(
    "leads to %s of this console",
    (text) => {
      expect(safeReturn(text, ORIGIN)).toBe(text);
    },
  );

  it.each([
    "https://elsewhere.example/",
    "//elsewhere.example/agents",
    "/\\elsewhere.example",
    "/\t/elsewhere.example",
    "\n//elsewhere.example",
    "javascript:alert(1)",
    "agents",
    "",
    "/sign-in?return=/sign-in",
    "/first-run",
    "/a/../sign-in",
  ])("never leads to %j", (text) => {
    expect(safeReturn(text, ORIGIN)).toBe("/");
  });

  it("is what the sign-in page is given", () => {
    const here = { pathname: "/agents/one", search: "?uid=1&a=b", hash: "#config", origin: ORIGIN };
    const href = signInHref(here);
    expect(href).toBe("/sign-in?return=%2Fagents%2Fone%3Fuid%3D1%26a%3Db%23config");
    expect(returnOf({ search: href.slice("/sign-in".length), origin: ORIGIN })).toBe(
      "/agents/one?uid=1&a=b#config",
    );
    expect(signInHref({ pathname: "/", search: "", hash: "" })).toBe("/sign-in");
  });
});
