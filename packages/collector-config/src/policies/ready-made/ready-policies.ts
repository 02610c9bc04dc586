import type { Policy } from "../policy.js";
import { GEN_AI_POLICIES } from "./gen-ai.js";

/** Policies to begin with: complete as they stand, hosts and patterns to be changed to one's own. */
export const READY_POLICIES: readonly Policy[] = [
  ...GEN_AI_POLICIES,
  {
    name: "outside-redacted",
    title: "What leaves passes redaction",
    description: "Every path to an exporter outside these hosts passes a redaction processor.",
    severity: "block",
    rule: {
      kind: "path-passes",
      processors: ["redaction"],
      exceptHosts: ["localhost", "*.svc", "*.svc.cluster.local", "*.internal"],
    },
  },
  {
    name: "allowed-destinations",
    title: "Only allowed destinations",
    description:
      "Exporters send to the hosts of this list alone, and so does the Collector's own telemetry.",
    severity: "block",
    rule: {
      kind: "destinations",
      hosts: ["localhost", "*.svc", "*.svc.cluster.local", "*.internal"],
      ownTelemetry: true,
    },
  },
  {
    name: "tls-everywhere",
    title: "TLS to every exporter",
    description: "Nothing leaves the machine in plain text, and certificates are checked.",
    severity: "block",
    rule: { kind: "tls-required" },
  },
  {
    name: "no-literal-secrets",
    title: "No literal secrets",
    description: "Passwords, keys and tokens come from the environment or from files.",
    severity: "block",
    rule: { kind: "secrets-referenced" },
  },
  {
    name: "memory-limiter-first",
    title: "memory_limiter comes first",
    description:
      "In every pipeline, before any other processor, so that a full Collector refuses instead of dying.",
    severity: "warn",
    rule: { kind: "path-passes", processors: ["memory_limiter"], first: true, each: "pipeline" },
  },
  {
    name: "audit-logs-unsampled",
    title: "Audit logs are never sampled",
    description: "No sampler stands on a path from a receiver of audit logs.",
    severity: "block",
    rule: { kind: "sampling", signals: ["logs"], from: ["*/audit*"], atLeastPercent: 100 },
  },
  {
    name: "retention-named",
    title: "Everything names its retention",
    description: "Whatever is exported carries the resource attribute data.retention.",
    severity: "warn",
    rule: { kind: "attributes-set", attributes: ["data.retention"], exceptHosts: ["localhost"] },
  },
  {
    name: "nothing-printed",
    title: "Telemetry is not printed",
    description: "No debug exporter runs: it writes what passes into the Collector's log.",
    severity: "warn",
    rule: { kind: "component-forbidden", components: ["exporter:debug", "exporter:logging"] },
  },
];
