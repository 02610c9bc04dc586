import { expect, test } from "vitest";
import { mergeConfig } from "./merge-config.js";
import { originOf } from "./origins.js";

const BASE = `# Gateway of the west.
receivers:
  otlp:
    protocols:
      grpc: {endpoint: "0.0.0.0:4317"} # inside only
processors:
  memory_limiter: {check_interval: 1s, limit_mib: 400}

  # Few large batches.
  batch:
    timeout: 5s # calm
    send_batch_size: 8192
exporters:
  otlp_http/tempo: {endpoint: "http://tempo:4318"}
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [memory_limiter, batch] # order counts
      exporters:
        - otlp_http/tempo
`;

const PRIVACY = `# Prompts leave no gateway.
processors:
    # Hash what people wrote.
    redaction/prompts:
        allow_all_keys: true
        blocked_values:
            - "sk-[a-z]+"
service:
    pipelines:
        traces:
            processors:
                - {insert: redaction/prompts, before: batch}
`;

function merged(base: string, ...layers: string[]) {
  const inputs = layers.map((text, index) => ({ name: `layer ${index + 1}`, text }));
  return mergeConfig({ name: "base", text: base }, inputs);
}

/** Every line with the layer and line it comes from. */
function annotated(result: ReturnType<typeof merged>): string {
  const lines = result.text.replace(/\n$/, "").split("\n");
  return lines
    .map((text, index) => {
      const origin = originOf(result, index + 1);
      return `${origin?.layer}:${origin?.line} ${text}\n`;
    })
    .join("");
}

test("a layer changes only the lines that it is about, and every line knows where it comes from", () => {
  const result = merged(BASE, PRIVACY);
  expect(result.findings).toEqual([]);
  expect(annotated(result)).toBe(`0:1 # Gateway of the west.
0:2 receivers:
0:3   otlp:
0:4     protocols:
0:5       grpc: {endpoint: "0.0.0.0:4317"} # inside only
0:6 processors:
0:7   memory_limiter: {check_interval: 1s, limit_mib: 400}
0:8 
0:9   # Few large batches.
0:10   batch:
0:11     timeout: 5s # calm
0:12     send_batch_size: 8192
1:1   # Prompts leave no gateway.
1:3   # Hash what people wrote.
1:4   redaction/prompts:
1:5       allow_all_keys: true
1:6       blocked_values:
1:7           - "sk-[a-z]+"
0:13 exporters:
0:14   otlp_http/tempo: {endpoint: "http://tempo:4318"}
0:15 service:
0:16   pipelines:
0:17     traces:
0:18       receivers: [otlp]
0:19       processors: # order counts
0:19         - memory_limiter
1:12         - redaction/prompts
0:19         - batch
0:20       exporters:
0:21         - otlp_http/tempo
`);
});

test("scalars, lists and nulls replace; a map in flow style is opened where a layer goes into it", () => {
  const result = merged(
    BASE,
    `processors:
  memory_limiter: {limit_mib: 800} # twice
  batch: # as the Collector wants
exporters:
  otlp_http/tempo:
    headers: {x-team: west}
service:
  pipelines:
    traces:
      # Two doors.
      receivers: [otlp, zipkin]
`,
  );
  expect(annotated(result)).toContain(`0:6 processors:
0:7   memory_limiter:
0:7     check_interval: 1s
1:2     limit_mib: 800
0:8 
0:9   # Few large batches.
1:3   batch: # as the Collector wants
0:13 exporters:
0:14   otlp_http/tempo:
0:14     endpoint: "http://tempo:4318"
1:6     headers: {x-team: west}
`);
  expect(annotated(result)).toContain(`0:17     traces:
1:10       # Two doors.
1:11       receivers: [otlp, zipkin]
`);
});

test("later layers see what earlier ones made", () => {
  const first = "processors: {batch: {timeout: 1s}, filter/a: {traces: }}";
  const second = "processors: {filter/a: {error_mode: ignore}}";
  const result = merged("processors:\n  batch:\n    timeout: 5s", first, second);
  expect(annotated(result)).toBe(`0:1 processors:
0:2   batch:
1:1     timeout: 1s
1:1   filter/a:
1:1     traces:
2:1     error_mode: ignore
`);
});

test("an anchor's other uses stay as they are", () => {
  const base = `exporters:
  # Ours.
  otlp_http/a: &one
    endpoint: https://a # first
    tls: {insecure: false}
  otlp_http/b:
    <<: *one
    compression: zstd
  otlp_http/c: *one
`;
  const result = merged(base, "exporters: {otlp_http/a: {endpoint: 'https://z'}}");
  expect(result.findings).toEqual([]);
  expect(result.text).toBe(`exporters:
  # Ours.
  otlp_http/a:
    endpoint: 'https://z'
    tls: {insecure: false}
  otlp_http/b:
    compression: zstd
    endpoint: https://a
    tls: {insecure: false}
  otlp_http/c:
    endpoint: https://a
    tls: {insecure: false}
`);
});

test("what an alias of a layer stands for is written out", () => {
  const layer = `processors:
  attributes/a: &actions
    actions: [{key: a, action: delete}]
  attributes/b: *actions
`;
  const result = merged("processors:\n  batch: {}\n", layer);
  expect(annotated(result)).toBe(`0:1 processors:
0:2   batch: {}
1:2   attributes/a:
1:3     actions: [{key: a, action: delete}]
1:4   attributes/b:
1:3     actions: [{key: a, action: delete}]
`);
});

test("texts over several lines, keys that are paths and references come through", () => {
  const layer = `processors:
  transform/x:
    trace_statements:
      - |
        set(attributes["a"], "b")
          where true

        # not a comment
receivers::otlp::protocols::http:
exporters: {debug: {verbosity: "\${env:V:-basic}"}}
`;
  const base =
    'receivers: {otlp: {protocols: {grpc: }}}\nprocessors: {batch: }\nexporters: {"debug": }\n';
  const result = merged(base, layer);
  expect(result.findings).toEqual([]);
  expect(result.text).toBe(`receivers:
  otlp:
    protocols:
      grpc:
      http:
processors:
  batch:
  transform/x:
    trace_statements:
      - |
        set(attributes["a"], "b")
          where true

        # not a comment
exporters:
  "debug": {verbosity: "\${env:V:-basic}"}
`);
});

test("line breaks, a byte order mark and an end without line break are the base's", () => {
  const result = merged("\uFEFFa:\r\n  b: 1", "a: {c: 2}\n");
  expect(result.text).toBe("\uFEFFa:\r\n  b: 1\r\n  c: 2\r\n");
  expect(merged("# nothing yet", "a: 1\nb: 2").text).toBe("# nothing yet\na: 1\nb: 2\n");
});

test("nothing to change leaves every character", () => {
  const odd = "{a: 1,\n  b: [x]} # end\n---\nsecond";
  expect(merged(odd).text).toBe(odd);
  expect(merged(odd, "{}", "", "a: 0x1").text).toBe(odd);
});

test("a text that cannot be read is told, and changes nothing", () => {
  const result = merged(BASE, "processors: [", PRIVACY, "- a");
  expect(
    result.findings.map(({ code, layer, layerName, line }) => [code, layer, layerName, line]),
  ).toEqual([
    ["yaml-syntax", 1, "layer 1", 1],
    ["config-not-a-map", 3, "layer 3", 1],
  ]);
  expect(result.text).toContain("redaction/prompts");
  const broken = merged("a: 1\na: 2", PRIVACY);
  expect(broken.text).toBe("a: 1\na: 2");
  expect(broken.findings).toMatchObject([{ code: "yaml-duplicate-key", layer: 0, line: 2 }]);
});

test("a layer that empties a section is told", () => {
  const { findings, text } = merged(BASE, "exporters:\nextensions:\n");
  expect(findings).toMatchObject([
    { code: "layer-clears-section", severity: "warning", path: ["exporters"], line: 1 },
  ]);
  expect(text).toContain("exporters:\nservice:");
});

test("work is bounded, whatever the number of layers and operations", () => {
  const wide = `a: "${"x".repeat(700_000)}"\n`;
  const names = Array.from({ length: 30 }, (_, index) => `b${index}: 1`);
  const { findings, text } = merged(wide, ...names);
  expect(findings.length).toBeGreaterThan(0);
  expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(["layer-too-large"]));
  expect(text).toContain("b9: 1");
  const many = Array.from({ length: 600 }, (_, index) => `{append: e${index}}`).join(", ");
  const operated = merged("a: 1\n", `service: {extensions: [${many}]}`);
  expect(operated.findings).toMatchObject([
    { code: "layer-too-large", path: ["service", "extensions"] },
  ]);
});

test("too many layers, and results past the limits, are findings", () => {
  const many = Array.from({ length: 40 }, (_, index) => `k${index}: 1`);
  const result = merged("a: 1\n", ...many);
  expect(result.findings).toMatchObject([{ code: "too-many-layers" }]);
  expect(result.text).toContain("k31: 1");
  expect(result.text).not.toContain("k32: 1");
  const long = `x: &x "${"a".repeat(1000)}"\ny: {${Array.from({ length: 2_000 }, (_, i) => `k${i}: *x`).join(", ")}}`;
  expect(merged("a: 1\n", long).findings).toMatchObject([{ code: "layer-too-large", layer: 1 }]);
});
