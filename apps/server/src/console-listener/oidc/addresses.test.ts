import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupsIn } from "./claims.js";
import { returnAddress } from "./return-address.js";

describe("where a person is brought back to", () => {
  test.each(["/agents?q=os:linux#health", "/groups?name=a", "/"])("%s stays", (path) => {
    expect(returnAddress(path)).toBe(path);
  });

  test.each([
    "",
    null,
    undefined,
    "agents",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/..//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    `/${"a".repeat(3_000)}`,
    `/${"ẞ".repeat(500)}`,
  ])("%s becomes the start page", (text) => {
    expect(returnAddress(text)).toBe("/");
  });

  test("never leads elsewhere, whatever it is", () => {
    const parts = fc.constantFrom(
      "/",
      "\\",
      "\t",
      "\n",
      ".",
      "@",
      ":",
      "evil.example",
      "http",
      "?",
      "#",
    );
    const text = fc
      .array(fc.oneof(parts, fc.string()), { maxLength: 12 })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(text, (any) => {
        const url = new URL(returnAddress(any), "https://hub.example");
        expect(url.origin).toBe("https://hub.example");
        expect(returnAddress(any).startsWith("//")).toBe(false);
      }),
      { seed: 20_261_123, numRuns: 2_000 },
    );
  });
});

describe("groups that a provider names", () => {
  test("a claim is a list, one text, or inside another", () => {
    expect(groupsIn({ groups: ["a", 1, "b"] }, "groups")).toEqual(["a", "b"]);
    expect(groupsIn({ groups: "a" }, "groups")).toEqual(["a"]);
    expect(groupsIn({ realm_access: { roles: ["a"] } }, "realm_access.roles")).toEqual(["a"]);
    expect(
      groupsIn({ "https://acme.example/groups": ["a"] }, "https://acme.example/groups"),
    ).toEqual(["a"]);
    for (const claims of [{}, { groups: null }, { groups: { a: 1 } }, { groups: 7 }]) {
      expect(groupsIn(claims, "groups")).toEqual([]);
    }
    expect(groupsIn({}, "constructor.name")).toEqual([]);
  });
});
