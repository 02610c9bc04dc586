import { expect, test } from "vitest";
import { sampleAgent } from "../contract/samples.js";
import type { AgentRecord } from "../model.js";
import { whyNotReported } from "./why-not-reported.js";

const CAPABLE = 0x40n;
const NOW = 10_000_000;

function agent(
  ownMetrics: AgentRecord["report"]["ownMetrics"],
  over: Partial<AgentRecord> = {},
): AgentRecord {
  const sample = sampleAgent(over);
  const { ownMetrics: _, ...report } = sample.report;
  const told = ownMetrics === undefined ? {} : { ownMetrics };
  return { ...sample, report: { ...report, capabilities: CAPABLE, ...told } };
}

const told = { endpoint: "http://hub:4320/v1/metrics", toldAt: NOW - 400_000, settled: false };

test("the reason says what to do next", () => {
  const incapable = sampleAgent();
  expect(
    whyNotReported({ ...incapable, report: { ...incapable.report, capabilities: 1n } }, NOW),
  ).toContain("reports_own_metrics: true");
  expect(whyNotReported(agent(undefined, { admission: "awaiting-approval" }), NOW)).toContain(
    "approval",
  );
  expect(whyNotReported(agent(undefined), NOW)).toContain("not asked");
  expect(
    whyNotReported(agent(undefined, { connection: { ownMetrics: { kind: "hub" } } }), NOW),
  ).toContain("when it is connected");
  expect(whyNotReported(agent({ ...told, endpoint: "", error: "" }), NOW)).toContain("send none");
  expect(whyNotReported(agent({ ...told, error: "no" }), NOW)).toContain(
    "refused to send them: no",
  );
  expect(whyNotReported(agent({ ...told, toldAt: NOW - 30_000, error: "" }), NOW)).toContain(
    "told 30 s ago",
  );
  expect(whyNotReported(agent({ ...told, error: "" }), NOW)).toContain(
    "service.telemetry.metrics.readers",
  );
});
