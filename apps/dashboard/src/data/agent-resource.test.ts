import { decide } from "@fleethub/fleet/access";
import { expect, test } from "vitest";
import { agentResource } from "./agent-resource";

const NOTHING = {
  kind: "none",
  configuration: null,
  revision: null,
  hash: null,
  at: null,
  source: null,
  status: null,
  error: "",
} as const;
const DESIRED = { ...NOTHING, rollout: null, group: null, suspended: false, why: "" } as const;
const CONFIG = {
  desired: DESIRED,
  target: NOTHING,
  offered: NOTHING,
  acknowledged: NOTHING,
  effective: { ...NOTHING, verdict: null, difference: "" },
  lastGood: NOTHING,
} as const;

const agent = (source: "pin" | "group") => ({
  labels: { squad: "edge" },
  enrolment: "edge-sites",
  config: { ...CONFIG, desired: { ...DESIRED, configuration: "gateway", source } },
});

test.each([
  ["label.squad:edge", "group", true],
  ["enrolment:edge-sites", "group", true],
  ["enrolment:core-sites", "group", false],
  ["pinned:gateway", "pin", true],
  // Its group has it run that, it is not pinned to it.
  ["pinned:gateway", "group", false],
] as const)("a role that reaches %s reaches an agent of a %s: %s", (reach, source, allowed) => {
  const ada = {
    kind: "person",
    id: "ada",
    name: "ada",
    grants: [{ role: "operator", reach }],
  } as const;
  expect(decide(ada, "agents.write", agentResource(agent(source))).allowed).toBe(allowed);
});
