import { describe, expect, test } from "vitest";
import type { Consequence } from "../consequence.js";
import { difference } from "../difference.js";
import { describeConsequence } from "../words/consequence.js";

const BASE = `extensions:
  health_check: { endpoint: "localhost:13133" }
  basicauth/in: { htpasswd: { file: /etc/users } }
  file_storage: { directory: /var/lib/q }
receivers:
  otlp:
    protocols:
      grpc: { endpoint: "0.0.0.0:4317", tls: { cert_file: c, key_file: k, client_ca_file: a }, auth: { authenticator: basicauth/in } }
      http:
  host_metrics: { collection_interval: 60s, scrapers: { cpu: } }
processors:
  memory_limiter: { check_interval: 1s, limit_percentage: 80 }
  redaction: { allow_all_keys: true, blocked_values: [a+, b+] }
  attributes/pii: { actions: [{ key: db.statement, action: delete }, { key: env, value: prod, action: upsert }] }
  transform/mask: { trace_statements: ['replace_pattern(attributes["x"], "a", "b")'] }
  probabilistic_sampler: { sampling_percentage: 20 }
  tail_sampling: { policies: [{ name: some, type: probabilistic, probabilistic: { sampling_percentage: 5 } }] }
  filter/noise: { traces: { span: [name == "healthz"] } }
  batch:
exporters:
  otlp_grpc/a: { endpoint: "a.example.com:4317", headers: { x-api-key: "\${env:KEY}" }, sending_queue: { storage: file_storage } }
  otlp_http/b: { endpoint: "https://b.example.com", tls: { insecure_skip_verify: false } }
  debug:
service:
  extensions: [health_check, basicauth/in, file_storage]
  telemetry: { metrics: { level: normal } }
  pipelines:
    traces: { receivers: [otlp], processors: [memory_limiter, redaction, attributes/pii, transform/mask, filter/noise, tail_sampling, probabilistic_sampler, batch], exporters: [otlp_grpc/a] }
    metrics: { receivers: [host_metrics], processors: [memory_limiter, batch], exporters: [otlp_grpc/a] }
`;

function follows(...edits: readonly (readonly [what: string | RegExp, by: string])[]) {
  let text = BASE;
  for (const [what, by] of edits) {
    const next = text.replace(what, by);
    expect(next, `${what} stands in the text`).not.toBe(text);
    text = next;
  }
  return difference(BASE, text).consequences.filter(({ kind }) => kind !== "restart");
}

const titles = (found: readonly Consequence[]) =>
  found.map((one) => `${one.severity}: ${describeConsequence(one).title}`);

describe("what data passes", () => {
  test.each([
    ["redaction, ", "high: Redaction by redaction no longer runs on traces"],
    ["attributes/pii, ", "high: Redaction by attributes/pii no longer runs on traces"],
    ["transform/mask, ", "high: Redaction by transform/mask no longer runs on traces"],
    ["filter/noise, ", "medium: Filtering by filter/noise no longer runs on traces"],
    [
      "probabilistic_sampler, ",
      "medium: Sampling by probabilistic_sampler no longer runs on traces",
    ],
  ])("without %s", (processor, title) => {
    expect(titles(follows([processor, ""]))).toEqual([title]);
  });

  test("a sampler that goes says how much more passes", () => {
    const [lost] = follows(["probabilistic_sampler, ", ""]);
    expect(lost).toMatchObject({ kind: "processing-lost", factor: 5 });
    if (lost === undefined) throw new Error("nothing follows");
    expect(describeConsequence(lost).detail).toBe(
      "In the pipeline traces, traces reach otlp_grpc/a without probabilistic_sampler: everything is sent on. That is about 5 times as much.",
    );
  });

  test("one that takes the place of another weighs less", () => {
    const without = BASE.replace("attributes/pii, transform/mask, ", "");
    const [lost, ...rest] = difference(
      without,
      without.replace("redaction, filter", "transform/mask, filter"),
    ).consequences;
    expect(lost).toMatchObject({
      kind: "processing-lost",
      component: "redaction",
      instead: ["transform/mask"],
      severity: "medium",
    });
    expect(rest.map(({ kind }) => kind)).toEqual(["restart"]);
  });

  test("through connectors", () => {
    const via = (processors: string) => `receivers: { otlp: }
processors: { redaction: }
connectors: { forward: }
exporters: { otlp_http: { endpoint: "https://x.example.com" } }
service:
  pipelines:
    traces/in: { receivers: [otlp], exporters: [forward] }
    traces/out: { receivers: [forward], processors: [${processors}], exporters: [otlp_http] }
`;
    expect(difference(via("redaction"), via("")).consequences).toContainEqual(
      expect.objectContaining({
        kind: "processing-lost",
        pipeline: "traces/in",
        component: "redaction",
        destinations: ["otlp_http"],
      }),
    );
  });

  test("a new way beside the ones that are protected", () => {
    const found = follows([
      /$/,
      "    traces/raw: { receivers: [otlp], processors: [memory_limiter], exporters: [otlp_http/b] }\n",
    ]);
    expect(titles(found)).toEqual([
      "high: A new way of traces has no redaction",
      "medium: A new way of traces has no filtering",
      "high: Traces also go to b.example.com",
      "low: otlp_http/b is reached now",
      "medium: A new way of traces has no sampling",
    ]);
  });

  test("the order of processors", () => {
    expect(titles(follows(["[memory_limiter, batch]", "[batch, memory_limiter]"]))).toEqual([
      "medium: The memory limiter of metrics is no longer first",
    ]);
  });

  test.each([
    ["[a+, b+]", "[a+]", "high: redaction masks or removes less"],
    ["[a+, b+]", "[a+, b+, c+]", "low: redaction masks or removes more"],
    ["{ key: db.statement, action: delete }, ", "", "high: attributes/pii masks or removes less"],
    ["[a+, b+]", "[a+, b.]", "medium: redaction masks or removes otherwise"],
    [
      'replace_pattern(attributes["x"], "a", "b")',
      'set(attributes["x"], "a")',
      "high: transform/mask masks or removes less",
    ],
    ["healthz", "readyz", "medium: filter/noise drops something else"],
    [
      "sampling_percentage: 20",
      "sampling_percentage: 80",
      "medium: probabilistic_sampler keeps 80 % instead of 20 %",
    ],
    [
      "sampling_percentage: 5 ",
      "sampling_percentage: 1 ",
      "medium: tail_sampling keeps 1 % instead of 5 % by its policy some",
    ],
    ["60s", "10s", "medium: host_metrics asks every 10s instead of every 60s"],
  ])("%s as %s", (what, by, title) => {
    expect(titles(follows([what, by]))).toEqual([title]);
  });

  test("an action that masks nothing is no matter of redaction", () => {
    expect(follows(["key: env, value: prod", "key: env, value: test"])).toEqual([]);
  });

  test("a duration in another unit is none of it", () => {
    expect(follows(["60s", "1m"])).toEqual([]);
  });
});

describe("where data goes", () => {
  test.each([
    [
      "a.example.com:4317",
      "c.example.com:4317",
      "high: Traces and metrics of otlp_grpc/a now go to c.example.com:4317",
    ],
    [
      "a.example.com:4317",
      "a.example.com:443",
      "low: Traces and metrics of otlp_grpc/a now go to a.example.com:443",
    ],
  ])("%s to %s", (what, by, title) => {
    expect(titles(follows([what, by]))).toEqual([title]);
  });

  test("a host that another exporter has already is no new one", () => {
    const [found] = follows(
      [
        "exporters: [otlp_grpc/a] }\n    metrics",
        "exporters: [otlp_grpc/a, otlp_http/b] }\n    metrics",
      ],
      ["https://b.example.com", "https://a.example.com"],
    ).filter(({ kind }) => kind === "host-gained" || kind === "endpoint-changed");
    expect(found).toBeUndefined();
  });
});

describe("how it travels", () => {
  test.each([
    [
      '"a.example.com:4317"',
      '"a.example.com:4317", tls: { insecure: true }',
      "high: otlp_grpc/a no longer encrypts its transport",
    ],
    [
      "tls: { cert_file: c, key_file: k, client_ca_file: a }, ",
      "",
      "high: otlp no longer encrypts its transport",
    ],
    [", client_ca_file: a", "", "high: otlp asks for no credentials, or fewer"],
    [", auth: { authenticator: basicauth/in }", "", "high: otlp asks for no credentials, or fewer"],
    [/headers: .* sending/, "sending", "medium: otlp_grpc/a shows no credentials, or fewer"],
    ["${env:KEY}", "${env:OTHER}", "medium: otlp_grpc/a has other credentials"],
    ["storage: file_storage }", "}", "medium: otlp_grpc/a keeps its queue in memory alone"],
    ["storage: file_storage", "enabled: false", "medium: otlp_grpc/a has no queue any more"],
    [
      "sending_queue:",
      "retry_on_failure: { enabled: false }, sending_queue:",
      "medium: otlp_grpc/a no longer retries",
    ],
    ["level: normal", "level: none", "medium: The Collector no longer reports metrics of its own"],
  ])("%s as %s", (what, by, title) => {
    expect(titles(follows([what, by]))).toContain(title);
  });

  test("verification", () => {
    const base = BASE.replaceAll("otlp_grpc/a]", "otlp_http/b]");
    const { consequences } = difference(
      base,
      base.replace("insecure_skip_verify: false", "insecure_skip_verify: true"),
    );
    expect(titles(consequences)[0]).toBe("high: otlp_http/b no longer verifies certificates");
  });

  test.each([
    [
      "0.0.0.0:4317",
      "127.0.0.1:4317",
      "medium: otlp listens on 127.0.0.1:4317 instead of 0.0.0.0:4317",
    ],
    ["      http:\n", "", "medium: otlp no longer listens on localhost:4318"],
    [
      "      http:\n",
      '      http: { endpoint: "0.0.0.0:4318" }\n',
      "medium: otlp listens on 0.0.0.0:4318 instead of localhost:4318",
    ],
    ["[health_check, ", "[", "medium: health_check no longer listens on localhost:13133"],
  ])("%s as %s", (what, by, title) => {
    expect(titles(follows([what, by]))).toEqual([title]);
  });
});

test("safety comes first, the restart near the end", () => {
  const text = BASE.replace("redaction, ", "")
    .replace("a.example.com", "c.example.com")
    .replace("sampling_percentage: 20", "sampling_percentage: 40")
    .replace("  debug:", "  debug: { verbosity: detailed }");
  expect(difference(BASE, text).consequences.map(({ kind }) => kind)).toEqual([
    "processing-lost",
    "endpoint-changed",
    "sampling-changed",
    "restart",
    "validated-only",
  ]);
});
