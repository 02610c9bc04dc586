import type { AgentRow } from "@fleethub/api";
import { parseQuery } from "@fleethub/fleet/query";
import { describe, expect, it } from "vitest";
import { admissionWords } from "./admission";
import { arrivalQuery, newestFirst } from "./use-arrivals";
import { arrivalSteps } from "./arrival-steps";
import { maskedToken } from "./token-step";
import { hostProblem, nameProblem, ownHost } from "./use-door";
import { wayOf } from "./ways";

const row = (uid: string) => ({ uid }) as AgentRow;

describe("arrivals", () => {
  it("asks in the query language, in whole steps", () => {
    expect(arrivalQuery(0)).toBe("presence:connected connectedAt:<5s");
    expect(arrivalQuery(61)).toBe("presence:connected connectedAt:<65s");
    expect(parseQuery(arrivalQuery(7200)).problem).toBeUndefined();
  });

  it("has the newest first, however the hub sorts them", () => {
    const seen = new Map<string, number>();
    newestFirst(seen, [row("b")]);
    newestFirst(seen, [row("a"), row("b")]);
    expect(newestFirst(seen, [row("a"), row("b"), row("c")]).map(({ uid }) => uid)).toEqual([
      "c",
      "a",
      "b",
    ]);
  });
});

it("says what becomes of who comes without a token", () => {
  const all = (["default", "open", "await-approval", "token"] as const).map(admissionWords);
  expect(new Set(all).size).toBe(4);
  expect(admissionWords("token")).toContain("401");
});

describe("the eight steps of an agent", () => {
  const row = { health: "healthy", sync: "in-sync", reason: "" } as const;
  const states = (...given: Parameters<typeof arrivalSteps>) =>
    arrivalSteps(...given)
      .slice(5)
      .map(({ state, says }) => [state, says]);

  it("are done when it is healthy, has a credential of its own and runs what it was given", () => {
    const steps = arrivalSteps(row, { comesWith: "bearer", withheld: "" });
    expect(steps).toHaveLength(8);
    expect(steps.every(({ state }) => state === "done")).toBe(true);
  });

  it("say what they wait for, and what failed", () => {
    const withheld = "It does not state AcceptsOpAMPConnectionSettings.";
    const failed = { health: "unhealthy", sync: "failed", reason: "unknown type" } as const;
    expect(states(failed, { comesWith: "enrolment", withheld })).toEqual([
      ["fail", expect.stringContaining("health page")],
      ["wait", withheld],
      ["fail", "unknown type"],
    ]);
    expect(states({ ...row, sync: "unmanaged" }, null)[2]?.[1]).toContain("keeps its own");
  });
});

describe("the host in the files", () => {
  const tls = {
    agentsTls: "hub-ca",
    hostNames: ["hub.example.com", "*.eu.example.com", "::1"],
  } as const;
  const named = { ...tls, hostNames: [...tls.hostNames] };

  it("is a name of the certificate, the page's own where it is one", () => {
    expect(ownHost(named, "hub.example.com")).toBe("hub.example.com");
    expect(ownHost(named, "127.0.0.1")).toBe("hub.example.com");
    expect(ownHost({ hostNames: [] }, "hub.internal")).toBe("hub.internal");
    expect(ownHost({ hostNames: ["2001:db8::1"] }, "x")).toBe("[2001:db8::1]");
  });

  it("is refused where agents would refuse it", () => {
    for (const host of ["hub.example.com", "HUB.example.com", "a.eu.example.com", "[::1]"]) {
      expect(nameProblem(named, host)).toBeUndefined();
    }
    expect(nameProblem(named, "hub")).toContain("certs renew --host hub");
    expect(nameProblem({ agentsTls: "off", hostNames: [] }, "hub")).toBeUndefined();
  });
});

it("shows of a token only what tells it from others", () => {
  expect(maskedToken("fhe_abcdef_0123456789abcdef")).toBe("fhe_abcdef…ef");
});

it("takes the choice from the address", () => {
  expect(wayOf("extension")).toBe("extension");
  expect(wayOf("nonsense")).toBe("supervisor");
});

it("takes names and addresses as a host, and says what else is wrong", () => {
  for (const host of ["", "hub.internal", "10.4.0.1", "[::1]"])
    expect(hostProblem(host)).toBeUndefined();
  expect(hostProblem("::1")).toContain("brackets");
  expect(hostProblem("ws://hub:4320")).toContain("without scheme");
});
