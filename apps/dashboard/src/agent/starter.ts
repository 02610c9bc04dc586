/** What an empty editor begins with: it runs everywhere the core components are, and says what it receives. */
export const STARTER = `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: localhost:4317
      http:
        endpoint: localhost:4318

processors:
  batch:

exporters:
  debug:

service:
  # Several Collectors on one host would collide on port 8888.
  telemetry:
    metrics:
      level: none
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch]
      exporters: [debug]
    metrics:
      receivers: [otlp]
      processors: [batch]
      exporters: [debug]
    logs:
      receivers: [otlp]
      processors: [batch]
      exporters: [debug]
`;

/** What a new fragment begins with: lists of names may be changed instead of replaced. */
export const FRAGMENT_STARTER = `# Laid over other configurations: maps merge, values and lists replace.
# A list of names may be changed instead: {append: x}, {insert: x, before: y}, {remove: x}.
processors:
  memory_limiter:
    check_interval: 1s
    limit_percentage: 80

service:
  pipelines:
    traces:
      processors:
        - append: memory_limiter
`;

const NAME_MAX = 63;

/** A configuration's name from whatever an agent is called. */
export function nameFrom(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, NAME_MAX)
    .replace(/-+$/, "");
  return name || "config";
}
