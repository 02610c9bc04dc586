import { describe, expect, test } from "vitest";
import {
  deviceCookie,
  endedCookie,
  readCookie,
  sessionCookie,
  sessionCookieName,
} from "./cookies.js";

describe("cookies", () => {
  test("over TLS are Secure under a name that no other host can set", () => {
    expect(sessionCookie("v", true, 60)).toBe(
      "__Host-fleethub=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure",
    );
    expect(deviceCookie("v", true)).toMatch(/^__Host-fleethub-device=v; .*; Secure$/);
    expect(endedCookie(true)).toMatch(/^__Host-fleethub=; .*Max-Age=0; Secure$/);
  });

  test("without encryption have plain names, and scripts cannot read them either", () => {
    expect(sessionCookie("v", false, 60)).toBe(
      "fleethub=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=60",
    );
  });

  test("one that comes twice, or under the other name, is none", () => {
    const name = sessionCookieName(true);
    expect(readCookie(`a=1; ${name}=v; b=2`, name)).toBe("v");
    expect(readCookie(`${name}=v; ${name}=w`, name)).toBeNull();
    expect(readCookie("fleethub=v", name)).toBeNull();
    expect(readCookie(`x${name}=v`, name)).toBeNull();
    expect(readCookie(null, name)).toBeNull();
    expect(readCookie(`${name}=v; ${"a".repeat(9_000)}`, name)).toBeNull();
  });
});
