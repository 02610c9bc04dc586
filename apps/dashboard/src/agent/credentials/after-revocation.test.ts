import type { AgentCredential } from "@fleethub/api";
import { expect, test } from "vitest";
import { afterRevocation } from "./after-revocation";

const AT = "2026-11-01T00:00:00.000Z";
const credential = (id: string, state: AgentCredential["state"]): AgentCredential => ({
  id,
  kind: "bearer",
  state,
  createdAt: AT,
  dueAt: AT,
  firstUsedAt: null,
  lastUsedAt: null,
});

test("an agent comes back with what it has, with its token, or not before it is readmitted", () => {
  const used = credential("a1", "in-use");
  const retiring = credential("b2", "retiring");
  const offered = credential("c3", "offered");
  const all = { credentials: [used, retiring], enrolment: "edge-sites" };
  expect(afterRevocation(all, "a1")).toMatch(/other one that it has/);
  // Nobody knows whether it took what was only offered.
  const token = { credentials: [offered, used], enrolment: "edge-sites" };
  expect(afterRevocation(token, "a1")).toMatch(/enrolment token edge-sites/);
  expect(afterRevocation({ ...token, enrolment: null }, "a1")).toMatch(/readmit it/);
});
