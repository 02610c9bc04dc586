import type { AgentDetail, AgentRow, Component, HealthNode } from "@fleethub/api";

/** FIXTURE DATA. Invented agents for looking at pages without a hub; nothing of it is shipped. */

const STATES: readonly (readonly [
  AgentRow["sync"],
  AgentRow["health"],
  AgentRow["presence"],
  string,
])[] = [
  ["failed", "unhealthy", "connected", '\'exporters\' unknown type: "kafka" for id: "kafka"'],
  ["rolled-back", "healthy", "connected", "r3 exited with code 1, back on r2"],
  ["drifted", "healthy", "connected", "processors.batch.timeout: 200ms, desired 5s"],
  ["drifted", "degraded", "connected", "pipeline logs/audit does not run"],
  ["incompatible", "healthy", "connected", "lacks exporter kafka"],
  ["awaiting-approval", "healthy", "connected", ""],
  ["pending", "unknown", "disconnected", ""],
  ["offered", "healthy", "connected", ""],
  ["applying", "restarting", "connected", ""],
  ["unmanaged", "healthy", "connected", ""],
  ["unmanaged", "unknown", "stale", ""],
];
const NAMES = [
  "gw-euw1",
  "gw-use1",
  "gpu-euw1",
  "rag-aps1",
  "edge-store",
  "train-use1",
  "vec-euc1",
];
const VERSIONS = ["0.162.1", "0.161.0", "0.158.0", "0.149.0"];
const now = Date.now();
export const ago = (ms: number) => new Date(now - ms).toISOString();

/** Agent number `n`, always the same one. */
export function agentRow(n: number): AgentRow {
  const state = STATES[n % 7 === 0 && n < 80 ? (n / 7) % STATES.length : -1];
  const [sync, health, presence, reason] =
    state ?? (["in-sync", "healthy", "connected", ""] as const);
  const base = NAMES[n % NAMES.length] ?? "agent";
  const managed = sync !== "unmanaged" && sync !== "awaiting-approval";
  return {
    uid: `0192f0a0-b0c0-7d0e-8f00-${n.toString(16).padStart(12, "0")}`,
    name: `${base}-${String(n).padStart(3, "0")}`,
    host: `ip-10-4-${n >> 8}-${n & 255}`,
    os: n % 9 === 0 ? "windows" : "linux",
    arch: n % 4 === 0 ? "arm64" : "amd64",
    type: n % 5 === 0 ? "otelcol" : "otelcol-contrib",
    version: VERSIONS[n % 10 < 7 ? 0 : (n % 3) + 1] ?? "0.162.1",
    presence,
    sync,
    verified: "effective",
    health,
    group: null,
    configuration: managed ? (n % 3 === 0 ? "gateway" : "edge") : null,
    revision: managed ? (sync === "in-sync" ? 2 : 3) : null,
    labels:
      n % 2 === 0 ? { env: n % 4 === 0 ? "prod" : "staging", team: "platform" } : { env: "prod" },
    lastSeenAt: presence === "connected" ? ago((n % 28) * 1000) : ago(3_600_000 + n * 1000),
    reason,
  };
}

const none = {
  kind: "none" as const,
  configuration: null,
  revision: null,
  hash: null,
  at: null,
  source: null,
  status: null,
  error: "",
};

/** Everything else that a detail says. */
export function agentDetail(row: AgentRow): AgentDetail {
  const fact = (revision: number | null, hash: string, at: string) =>
    row.configuration === null
      ? none
      : {
          ...none,
          kind: "revision" as const,
          configuration: row.configuration,
          revision,
          hash,
          at,
        };
  const failed = row.sync === "failed" || row.sync === "rolled-back";
  const hash = failed ? "4c1f90be22d7aa" : "9f3c07aa51b2c0";
  return {
    ...row,
    resourceVersion: 4,
    givenName: null,
    reportedName: row.name,
    attributes: {
      "service.name": row.type,
      "service.version": row.version,
      "service.instance.id": row.uid,
      "host.name": row.host,
      "host.arch": row.arch,
      "os.type": row.os,
      "os.description": "Debian GNU/Linux 12 (bookworm)",
    },
    admission: row.sync === "awaiting-approval" ? "awaiting-approval" : "admitted",
    capabilities: [
      "ReportsStatus",
      "AcceptsRemoteConfig",
      "ReportsEffectiveConfig",
      "ReportsHealth",
      "ReportsRemoteConfig",
      "AcceptsRestartCommand",
      "ReportsAvailableComponents",
    ],
    transport: "websocket",
    remoteAddress: "10.4.18.32",
    formerUids: [],
    createdAt: ago(30 * 86_400_000),
    connectedAt: row.presence === "connected" ? ago(6 * 86_400_000) : null,
    disconnectedAt: row.presence === "connected" ? null : ago(3_600_000),
    uptime: 6 * 86_400,
    healthSummary: {
      state: row.health,
      reported: row.health !== "unknown",
      status: "StatusRecoverableError",
      error: "",
      unhealthy:
        row.health === "degraded" || row.health === "unhealthy"
          ? [
              {
                path: ["pipeline:traces", "exporter:otlphttp/tempo"],
                status: "StatusRecoverableError",
                message:
                  'Post "https://tempo.eu.internal:4318/v1/traces": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
              },
            ]
          : [],
      unhealthyCount: row.health === "degraded" ? 1 : 0,
      at: ago(840_000),
    },
    config: {
      desired: {
        ...fact(row.revision, hash, ago(6_900_000)),
        source: row.configuration === null ? null : "pin",
      },
      target: {
        ...fact(failed ? 2 : row.revision, "9f3c07aa51b2c0", ago(6_900_000)),
        source: failed ? "last-good" : "desired",
      },
      offered: fact(row.revision, hash, ago(6_890_000)),
      acknowledged: {
        ...fact(failed ? 3 : row.revision, hash, ago(6_880_000)),
        source: row.configuration === null ? null : "agent",
        status:
          row.configuration === null
            ? "unset"
            : failed
              ? "failed"
              : row.sync === "applying"
                ? "applying"
                : "applied",
        error: failed ? row.reason : "",
      },
      effective: {
        ...fact(failed ? 2 : row.revision, "b81e4d20aa11", ago(6_870_000)),
        verdict:
          row.configuration === null ? null : row.sync === "drifted" ? "differs" : "contains",
        difference: row.sync === "drifted" ? row.reason : "",
      },
      lastGood: fact(2, "9f3c07aa51b2c0", ago(86_400_000)),
    },
  };
}

const leaf = (path: string[], since: string, bad = false): HealthNode => ({
  path,
  status: bad ? "StatusRecoverableError" : "StatusOK",
  healthy: !bad,
  message: bad
    ? 'Post "https://tempo.eu.internal:4318/v1/traces": context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
    : "",
  since,
  children: [],
});

/** A health tree as a Collector reports it. */
export function healthTree(bad: boolean) {
  const pipeline = (name: string, parts: readonly string[], broken: boolean): HealthNode => ({
    ...leaf([name], ago(broken ? 840_000 : 6 * 86_400_000), broken),
    message: "",
    children: parts.map((part) =>
      leaf([name, part], ago(broken ? 840_000 : 6 * 86_400_000), broken && part.endsWith("tempo")),
    ),
  });
  return [
    pipeline("extensions", ["extension:opamp", "extension:health_check"], false),
    pipeline(
      "pipeline:traces",
      ["receiver:otlp", "processor:memory_limiter", "processor:batch", "exporter:otlphttp/tempo"],
      bad,
    ),
    pipeline(
      "pipeline:metrics",
      ["receiver:otlp", "receiver:hostmetrics", "processor:batch", "exporter:otlphttp/tempo"],
      false,
    ),
  ];
}

const types = {
  receivers: ["otlp", "hostmetrics", "filelog", "prometheus", "nop"],
  processors: ["memory_limiter", "batch", "redaction", "attributes", "tail_sampling"],
  exporters: ["otlp_grpc", "otlp_http", "otlp", "otlphttp", "debug", "nop"],
  extensions: ["opamp", "health_check"],
  connectors: ["spanmetrics"],
};
const used = new Set(["otlp", "memory_limiter", "batch", "otlphttp", "opamp", "health_check"]);

/** Components as an agent reports them, with module versions. */
export function components(): Record<string, Record<string, Component>> {
  return Object.fromEntries(
    Object.entries(types).map(([kind, names]) => [
      kind,
      Object.fromEntries(
        names.map((name) => [
          name,
          {
            module: `go.opentelemetry.io/collector/${kind.slice(0, -1)}/${name}`,
            version: "v0.162.0",
            inUse: used.has(name),
          },
        ]),
      ),
    ]),
  );
}

/** Revisions of the two configurations, oldest first. */
export const REVISIONS = [1, 2, 3].map(
  (n) => `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317
processors:
  memory_limiter:
    check_interval: 1s
    limit_percentage: 80
  batch:
    timeout: ${n * 2}s
exporters:
  otlphttp/tempo:
    endpoint: \${env:TEMPO_URL}
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [memory_limiter, batch]
      exporters: [otlphttp/tempo]
${n > 1 ? "    metrics:\n      receivers: [otlp]\n      processors: [batch]\n      exporters: [otlphttp/tempo]\n" : ""}`,
);

/** What the agent says it runs: every default filled in, keys sorted, the supervisor's parts added. */
export const EFFECTIVE = `exporters:
    otlphttp/tempo:
        compression: gzip
        endpoint: \${env:TEMPO_URL}
        headers:
            authorization: "[REDACTED]"
        timeout: 30s
extensions:
    opamp:
        instance_uid: 0192f0a0-b0c0-7d0e-8f00-112233445566
        ppid: 4711
        server:
            ws:
                endpoint: ws://127.0.0.1:41873/v1/opamp
processors:
    batch:
        send_batch_size: 8192
        timeout: 200ms
    memory_limiter:
        check_interval: 1s
        limit_percentage: 80
receivers:
    otlp:
        protocols:
            grpc:
                endpoint: 0.0.0.0:4317
service:
    extensions:
        - opamp
    pipelines:
        traces:
            exporters:
                - otlphttp/tempo
            processors:
                - memory_limiter
                - batch
            receivers:
                - otlp
`;
