/** A configuration that every simulated build runs. */
export const GOOD = `receivers:
  otlp:
    protocols:
      grpc: {}
processors:
  batch: {}
exporters:
  debug: {}
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch]
      exporters: [debug]
`;

/** The same with something visible changed. */
export const BETTER = GOOD.replace("batch: {}", "batch:\n    timeout: 1s");

/** A configuration with an exporter that no build has. */
export const BAD = GOOD.replaceAll("debug", "carrier_pigeon");
