/** What agents run by their own files before the hub has offered anything. */
export type LocalConfigName = "edge" | "gateway" | "cluster" | "database" | "windows";

const OTLP = `  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317
      http:
        endpoint: 0.0.0.0:4318`;

const HOST_METRICS = `  hostmetrics:
    collection_interval: 60s
    scrapers:
      cpu: {}
      memory: {}
      filesystem: {}`;

const PROCESSORS = `processors:
  memory_limiter:
    check_interval: 1s
    limit_percentage: 75
  batch: {}`;

const TO_GATEWAY = `exporters:
  otlp:
    endpoint: gateway.telemetry.internal:4317`;

const pipeline = (signal: string, receivers: string, exporters: string) => `    ${signal}:
      receivers: [${receivers}]
      processors: [memory_limiter, batch]
      exporters: [${exporters}]`;

/** Texts of the local configurations; each runs on every distribution that is given it. */
export const LOCAL_CONFIGS: Readonly<Record<LocalConfigName, string>> = {
  edge: `receivers:
${OTLP}
${HOST_METRICS}
${PROCESSORS}
${TO_GATEWAY}
service:
  pipelines:
${pipeline("traces", "otlp", "otlp")}
${pipeline("metrics", "otlp, hostmetrics", "otlp")}
`,
  gateway: `receivers:
${OTLP}
${PROCESSORS}
connectors:
  spanmetrics: {}
exporters:
  otlphttp:
    endpoint: https://telemetry.internal
    headers:
      authorization: Bearer local
service:
  pipelines:
${pipeline("traces", "otlp", "otlphttp, spanmetrics")}
${pipeline("metrics", "otlp, spanmetrics", "otlphttp")}
${pipeline("logs", "otlp", "otlphttp")}
`,
  cluster: `receivers:
${OTLP}
  kubeletstats:
    auth_type: serviceAccount
    collection_interval: 30s
  filelog:
    include: [/var/log/pods/*/*/*.log]
${PROCESSORS}
${TO_GATEWAY}
service:
  pipelines:
${pipeline("traces", "otlp", "otlp")}
${pipeline("metrics", "otlp, kubeletstats", "otlp")}
${pipeline("logs", "filelog", "otlp")}
`,
  database: `receivers:
${HOST_METRICS}
  postgresql:
    endpoint: localhost:5432
    username: monitor
    password: local
${PROCESSORS}
${TO_GATEWAY}
service:
  pipelines:
${pipeline("metrics", "hostmetrics, postgresql", "otlp")}
`,
  windows: `receivers:
${HOST_METRICS}
  windowseventlog/system:
    channel: System
${PROCESSORS}
${TO_GATEWAY}
service:
  pipelines:
${pipeline("metrics", "hostmetrics", "otlp")}
${pipeline("logs", "windowseventlog/system", "otlp")}
`,
};
