import { describe, expect, test } from "vitest";
import { type Guard, hostName, judgeRequest, type RequestFacts } from "./judge-request.js";
import { trustedProxies } from "./trusted-proxies.js";

const isThisMachineOnly = () => false;
const OPEN: Guard = { isTrustedProxy: trustedProxies([]), consoleUrl: null, isThisMachineOnly };
const PROXIED: Guard = {
  isTrustedProxy: trustedProxies(["10.0.0.7", "10.1.0.0/16", "2001:db8::/32"]),
  consoleUrl: "https://hub.example.com",
  isThisMachineOnly,
};

function judged(
  method: string,
  headers: Record<string, string>,
  guard = OPEN,
  facts: Partial<RequestFacts> = {},
) {
  const all = new Headers({ host: "127.0.0.1:3000", ...headers });
  const request = { method, headers: all, remoteAddress: "127.0.0.1", isEncrypted: false };
  return judgeRequest({ ...request, ...facts }, guard);
}

const verdict = (...args: Parameters<typeof judged>) => judged(...args).refused?.type ?? "accepted";

describe("judgeRequest", () => {
  test.each([
    ["127.0.0.1:3000", "accepted"],
    ["localhost", "accepted"],
    ["[::1]:3000", "accepted"],
    ["127.8.9.1", "accepted"],
    ["10.0.0.7:3000", "accepted"],
    ["[2001:db8::1]:3000", "accepted"],
    ["hub.example:3000", "host-not-allowed"],
    ["127.0.0.1.example", "host-not-allowed"],
    ["localhost:3000@evil", "host-not-allowed"],
    ["", "host-not-allowed"],
  ])("Host %j is %s", (host, expected) => {
    expect(verdict("GET", { host })).toBe(expected);
  });

  test("the name of the console's own address is served, with its port alone", () => {
    expect(verdict("GET", { host: "hub.example.com" }, PROXIED)).toBe("accepted");
    expect(verdict("GET", { host: "HUB.example.com" }, PROXIED)).toBe("accepted");
    expect(verdict("GET", { host: "hub.example.com:8080" }, PROXIED)).toBe("host-not-allowed");
  });

  test("a default port may be written, as some proxies do, and is left out of the origin", () => {
    expect(judged("GET", { host: "hub.example.com:443" }, PROXIED).peer).toMatchObject({
      origin: "https://hub.example.com",
      isSecure: true,
    });
    const forwarded = { "x-forwarded-host": "Hub.Example.com:443", "x-forwarded-proto": "https" };
    const own = { ...forwarded, origin: "https://hub.example.com" };
    const proxy = { remoteAddress: "10.0.0.7" };
    expect(judged("POST", own, PROXIED, proxy).peer?.origin).toBe("https://hub.example.com");
    expect(verdict("GET", { host: "127.0.0.1:99999" })).toBe("host-not-allowed");
  });

  test("a program with a token may use any name, a browser may not", () => {
    const token = { host: "fleethub:3000", authorization: "Bearer x" };
    expect(judged("GET", token).peer?.isOwnName).toBe(false);
    expect(judged("GET", { ...token, host: "localhost" }).peer?.isOwnName).toBe(true);
    expect(verdict("GET", { ...token, cookie: "a=b" })).toBe("host-not-allowed");
    expect(verdict("GET", { ...token, "sec-fetch-site": "none" })).toBe("host-not-allowed");
  });

  test.each(["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"])(
    "%s from anybody who was not named is refused",
    (name) => {
      expect(verdict("GET", { [name]: "127.0.0.1" })).toBe("forwarded-not-allowed");
      const stranger = { remoteAddress: "10.2.0.1" };
      const forwarded = verdict("GET", { [name]: "127.0.0.1" }, PROXIED, stranger);
      expect(forwarded).toBe("forwarded-not-allowed");
    },
  );

  test("a trusted proxy says who asks, how and under which name", () => {
    const headers = {
      host: "10.0.0.9:3000",
      "x-forwarded-for": "198.51.100.4, 203.0.113.9, 10.1.2.3",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "hub.example.com",
    };
    const proxy = { remoteAddress: "::ffff:10.0.0.7" };
    expect(judged("GET", headers, PROXIED, proxy).peer).toEqual({
      address: "203.0.113.9",
      origin: "https://hub.example.com",
      isSecure: true,
      isOwnName: true,
    });
    const odd = { ...headers, "x-forwarded-for": "somebody" };
    expect(judged("GET", odd, PROXIED, proxy).peer?.address).toBe("10.0.0.7");
    const ported = { ...headers, "x-forwarded-for": "[2001:db9::4]:5000" };
    expect(judged("GET", ported, PROXIED, proxy).peer?.address).toBe("2001:db9::4");
  });

  test("without forwarding headers the console's own address says whether it is encrypted", () => {
    const host = { host: "hub.example.com" };
    expect(judged("GET", host, PROXIED).peer).toMatchObject({
      origin: "https://hub.example.com",
      isSecure: true,
    });
    expect(judged("GET", {}, PROXIED).peer).toMatchObject({
      address: "127.0.0.1",
      origin: "http://127.0.0.1:3000",
      isSecure: false,
    });
    expect(judged("GET", {}, OPEN, { isEncrypted: true }).peer?.isSecure).toBe(true);
  });

  test("without an administrator a proxy brings nobody in from elsewhere", () => {
    const first = { ...PROXIED, isThisMachineOnly: () => true };
    const proxy = { remoteAddress: "10.0.0.7" };
    const from = (address: string) => verdict("GET", { "x-forwarded-for": address }, first, proxy);
    expect(from("192.0.2.1")).toBe("forwarded-not-allowed");
    expect(from("127.0.0.1")).toBe("accepted");
    expect(verdict("GET", {}, first)).toBe("accepted");
    expect(verdict("GET", { "x-forwarded-for": "192.0.2.1" }, PROXIED, proxy)).toBe("accepted");
  });

  test("writes come from the console or from a program", () => {
    expect(verdict("POST", {})).toBe("accepted");
    expect(verdict("POST", { origin: "http://127.0.0.1:3000" })).toBe("accepted");
    expect(verdict("POST", { origin: "http://127.0.0.1:3001" })).toBe("origin-not-allowed");
    expect(verdict("POST", { origin: "https://127.0.0.1:3000" })).toBe("origin-not-allowed");
    expect(verdict("POST", { origin: "null" })).toBe("origin-not-allowed");
    expect(verdict("DELETE", { origin: "https://evil.example" })).toBe("origin-not-allowed");
    expect(verdict("PUT", { "sec-fetch-site": "cross-site" })).toBe("origin-not-allowed");
    expect(verdict("PUT", { "sec-fetch-site": "same-site" })).toBe("origin-not-allowed");
    expect(verdict("PUT", { "sec-fetch-site": "same-origin" })).toBe("accepted");
    const own = { host: "hub.example.com", origin: "https://hub.example.com" };
    expect(verdict("PUT", own, PROXIED)).toBe("accepted");
  });

  test("links from elsewhere are followed, and nothing is taken into pages of others", () => {
    expect(verdict("GET", { origin: "https://evil.example" })).toBe("accepted");
    const foreign = { "sec-fetch-site": "cross-site" };
    expect(verdict("GET", { ...foreign, "sec-fetch-mode": "navigate" })).toBe("accepted");
    expect(verdict("GET", { ...foreign, "sec-fetch-mode": "cors" })).toBe("origin-not-allowed");
    expect(verdict("GET", { ...foreign, "sec-fetch-mode": "no-cors" })).toBe("origin-not-allowed");
  });
});

test("hostName leaves the port away", () => {
  expect(hostName("[::1]:80")).toBe("[::1]");
  expect(hostName("a b")).toBeNull();
});
