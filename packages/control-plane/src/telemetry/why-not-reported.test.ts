import { expect, test } from "vitest";
import { sampleAgent } from "../contract/samples.js";
import type { AgentRecord } from "../model.js";
import { whyNotReported } from "./why-not-reported.js";

const CAPABLE = 0x40n;
const NOW = 10_000_000;

function agent(
  told: { endpoint: string; toldAt: number; error: string } | undefined,
  over: Partial<AgentRecord> = {},
): AgentRecord {
  const sample = sampleAgent(over);
  const report = { ...sample.report, capabilities: CAPABLE };
  if (told === undefined) return { ...sample, report };
  const { endpoint, toldAt, error } = told;
  const settings = {
    told: { ownMetrics: endpoint },
    toldAt,
    tells: 1,
    status: error === "" ? "told" : "failed",
    error,
    settled: false,
    lost: false,
  } as const;
  return { ...sample, report: { ...report, settings } };
}

const told = { endpoint: "http://hub:4320/v1/metrics", toldAt: NOW - 400_000 };

test("the reason says what to do next", () => {
  const incapable = sampleAgent();
  expect(
    whyNotReported({ ...incapable, report: { ...incapable.report, capabilities: 1n } }, NOW),
  ).toContain("reports_own_metrics: true");
  expect(whyNotReported(agent(undefined, { admission: "awaiting-approval" }), NOW)).toContain(
    "approval",
  );
  expect(whyNotReported(agent(undefined, { admission: "revoked" }), NOW)).toContain("revoked");
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
