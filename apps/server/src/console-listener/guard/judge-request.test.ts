import { describe, expect, test } from "vitest";
import { hostName, judgeRequest } from "./judge-request.js";

function judged(method: string, headers: Record<string, string>) {
  const all = new Headers({ host: "127.0.0.1:3000", ...headers });
  return judgeRequest({ method, headers: all })?.type ?? "accepted";
}

describe("judgeRequest", () => {
  test.each([
    ["127.0.0.1:3000", "accepted"],
    ["localhost", "accepted"],
    ["[::1]:3000", "accepted"],
    ["127.8.9.1", "accepted"],
    ["hub.example:3000", "host-not-allowed"],
    ["127.0.0.1.example", "host-not-allowed"],
    ["10.0.0.7:3000", "host-not-allowed"],
    ["localhost:3000@evil", "host-not-allowed"],
    ["", "host-not-allowed"],
  ])("Host %j is %s", (host, verdict) => {
    expect(judged("GET", { host })).toBe(verdict);
  });

  test.each(["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"])(
    "%s means not this machine",
    (name) => {
      expect(judged("GET", { [name]: "127.0.0.1" })).toBe("forwarded-not-allowed");
    },
  );

  test("writes come from the console or from a program", () => {
    expect(judged("POST", {})).toBe("accepted");
    expect(judged("POST", { origin: "http://127.0.0.1:3000" })).toBe("accepted");
    expect(judged("POST", { origin: "http://127.0.0.1:3001" })).toBe("origin-not-allowed");
    expect(judged("POST", { origin: "null" })).toBe("origin-not-allowed");
    expect(judged("DELETE", { origin: "https://evil.example" })).toBe("origin-not-allowed");
    expect(judged("PUT", { "sec-fetch-site": "cross-site" })).toBe("origin-not-allowed");
    expect(judged("PUT", { "sec-fetch-site": "same-origin" })).toBe("accepted");
    expect(judged("GET", { origin: "https://evil.example" })).toBe("accepted");
  });
});

test("hostName leaves the port away", () => {
  expect(hostName("[::1]:80")).toBe("[::1]");
  expect(hostName("a b")).toBeNull();
});
