import { type AgentAccess, type HealthFact, NO_ACCESS, type ReportFacts } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";
import {
  SAMPLE_NOW,
  sampleAgent,
  sampleBreach,
  sampleDescription,
  sampleDigest,
  sampleProjection,
} from "./samples.js";

const OS = ["linux", "windows", "darwin", ""];
const ARCH = ["amd64", "arm64"];
const VERSIONS = ["0.149.0", "0.150.0-rc.1", "0.99.1", "0.160.2", "dev", ""];
const SYNCS = ["unmanaged", "in-sync", "failed", "drifted", "rolled-back", "incompatible"];
const HEALTHS = ["healthy", "degraded", "unhealthy", "restarting", "unknown"];
const HOSTS = ["web-01", "web server", "100%_", "Edge-West", "é"];
const POLICIES = ["tls", "no-debug", "prompts-are-masked"];
const GROUPS = ["edge", "Edge West", null, "100%"];
const FLOW_WORDS = ["flowing", "not-reported", "silent", "losing-data", "idle"] as const;
const REGIONS = ["eu-west", "eu-north", "us-east"];

const ADMISSIONS = ["admitted", "awaiting-approval", "admitted", "admitted", "revoked"] as const;
const DAY_MS = 86_400_000;
const bearer = (id: string, dueInDays: number, isSeen: boolean) => ({
  id,
  kind: "bearer" as const,
  madeAt: SAMPLE_NOW,
  dueAt: SAMPLE_NOW + dueInDays * DAY_MS,
  seenAt: isSeen ? SAMPLE_NOW : null,
});
const ACCESSES: readonly AgentAccess[] = [
  NO_ACCESS,
  { ...NO_ACCESS, comesWith: "enrolment", credentials: [bearer("a", 90, false)] },
  {
    ...NO_ACCESS,
    comesWith: "bearer",
    credentials: [bearer("c", 90, false), bearer("b", 5, true)],
  },
  { ...NO_ACCESS, comesWith: "bearer", credentials: [bearer("d", 80, true)] },
];

const pick = <T>(values: readonly T[], index: number): T | undefined =>
  values[index % values.length];

function reportOf(base: ReportFacts, index: number): ReportFacts {
  const health: HealthFact = {
    stated: true,
    healthy: index % 3 !== 0,
    status: "StatusOK",
    lastError: "",
    startTimeUnixNano: "1",
    unhealthy: [],
    unhealthyCount: 0,
    digest: sampleDigest(),
    at: SAMPLE_NOW,
  };
  const agesMs = [0, 60_000, 11 * 60_000, 3 * 3_600_000];
  const lastSeenAt = SAMPLE_NOW - (pick(agesMs, index) ?? 0);
  return {
    ...base,
    lastSeenAt,
    connectedAt: lastSeenAt - 60_000,
    disconnectedAt: index % 7 === 0 ? lastSeenAt : null,
    health,
    description: sampleDescription({
      host: pick(HOSTS, index) ?? "",
      attributes: index % 4 === 0 ? {} : { "cloud.region": pick(REGIONS, index) ?? "" },
    }),
    components: { hash: "aa", listed: null, types: index % 2 === 0 ? ["kafka", "otlp"] : ["otlp"] },
  };
}

const EDGE_PIN = { kind: "revision", configuration: "edge", revision: 1, forced: false } as const;

/** Thirty agents that differ in everything that a query may ask. */
export function fleetOfSamples(): readonly AgentRecord[] {
  return Array.from({ length: 30 }, (_, index): AgentRecord => {
    const base = sampleAgent();
    return {
      ...base,
      givenName: index % 6 === 0 ? `edge-${index}` : null,
      labels: index % 3 === 0 ? { env: pick(["prod", "dev"], index) ?? "" } : {},
      group: pick(GROUPS, index) ?? null,
      flow: pick(FLOW_WORDS, index) ?? "idle",
      admission: pick(ADMISSIONS, index) ?? "admitted",
      enrolment: index % 7 === 0 ? "edge-sites" : null,
      access: pick(ACCESSES, index) ?? NO_ACCESS,
      pin: index % 8 === 0 ? EDGE_PIN : null,
      report: reportOf(base.report, index),
      projection: sampleProjection({
        name: `agent ${index % 5}`,
        host: pick(HOSTS, index) ?? "",
        os: pick(OS, index) ?? "",
        arch: pick(ARCH, index) ?? "",
        type: index % 2 === 0 ? "otelcol-contrib" : "otelcol",
        agentVersion: pick(VERSIONS, index) ?? "",
        sync: pick(SYNCS, index) ?? "unmanaged",
        verified: index % 2 === 0 ? "effective" : "none",
        health: pick(HEALTHS, index) ?? "unknown",
        configuration: index % 3 === 0 ? "edge" : null,
        revision: index % 3 === 0 ? index % 4 : null,
      }),
      breaches: POLICIES.filter((_policy, place) => index % (place + 2) === 0).map((policy) =>
        sampleBreach(policy, { excepted: index % 5 === 0 }),
      ),
    };
  });
}
