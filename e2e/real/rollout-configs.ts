/**
 * Configurations of a fleet on one host: each Collector finds its port and its name in its own environment, and says to
 * the backend under which change it sends.
 */

export interface Sending {
  /** Names the change in the text, and to the backend. */
  readonly change: string;
  /** Of the backend. */
  readonly to: number;
  /** Where it receives; default: the port of its environment. */
  readonly on?: string;
  /** Own metrics stay on. */
  readonly ownMetrics?: boolean;
}

/** Receives traces and sends them on. */
export const sending = ({ change, to, on = "${env:PORT}", ownMetrics = false }: Sending): string =>
  `# ${change}
receivers:
  otlp:
    protocols:
      http:
        endpoint: 127.0.0.1:${on}
processors:
  batch:
    timeout: 200ms
exporters:
  otlphttp:
    endpoint: http://127.0.0.1:${to}
    headers:
      x-agent: \${env:AGENT}
      x-change: ${change}
service:
${ownMetrics ? "" : "  telemetry: {metrics: {level: none}}\n"}  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch]
      exporters: [otlphttp]
`;

/** The same, and fails when it starts, as no static check can see: it trusts a file that no host has. */
export const crashing = (of: Sending): string =>
  sending(of).replace("    headers:", "    tls: {ca_file: /nowhere/ca.pem}\n    headers:");

/** The change that a configuration as the supervisor wrote it down belongs to; empty where it says none. */
export const changeIn = (text: string): string => /x-change: "?([\w-]+)/.exec(text)?.[1] ?? "";
