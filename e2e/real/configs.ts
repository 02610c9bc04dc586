/** Collector configurations that the journeys offer. Own Prometheus off: several Collectors share a host. */

const service = (exporter: string): string => `service:
  telemetry:
    metrics:
      level: none
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch]
      exporters: [${exporter}]
`;

const receiving = (port: number): string => `receivers:
  otlp:
    protocols:
      http:
        endpoint: 127.0.0.1:${port}
processors:
  batch:
    timeout: 2s
`;

/** Receives traces over HTTP on the port and prints them. */
export const good = (port: number, verbosity = "basic"): string => `# A configuration that runs.
${receiving(port)}exporters:
  debug:
    verbosity: ${verbosity}
${service("debug")}`;

/** Names an exporter that the Collector of the suite does not have. */
export const unknownExporter = (port: number): string => `${receiving(port)}exporters:
  kafka:
    brokers: [127.0.0.1:9092]
${service("kafka")}`;

/** Passes every static check and fails when it starts: something listens on the port already. */
export const portTaken = (port: number): string => good(port);

/** What a host may run by itself, from `agent.config_files`. */
export const local = (port: number): string => `${receiving(port)}exporters:
  nop:
${service("nop")}`;
