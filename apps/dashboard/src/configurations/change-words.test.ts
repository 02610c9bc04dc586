import { difference } from "@fleethub/collector-config";
import { describe, expect, it } from "vitest";
import { whatFollows, wordsOf } from "./change-words";

const BASE = `receivers:
  otlp: { protocols: { grpc: } }
processors:
  batch: { timeout: 5s }
  filter:
  redaction/prompts: { allow_all_keys: true }
exporters:
  otlphttp/tempo: { endpoint: "http://tempo:4318", headers: { authorization: one } }
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [redaction/prompts, batch]
      exporters: [otlphttp/tempo]
`;

const changes = (what: string, by: string) =>
  wordsOf(difference(BASE, BASE.replace(what, by)).changes);
const says = (what: string, by: string) => changes(what, by).map((one) => [one.kind, one.what]);

describe("changes in words", () => {
  it("says nothing where nothing changes", () => {
    expect(says("receivers:", "# only a comment\nreceivers:")).toEqual([]);
  });

  it("names what leaves a pipeline first", () => {
    expect(says("[redaction/prompts, batch]", "[batch, filter]")).toEqual([
      ["removed", "redaction/prompts leaves traces"],
      ["added", "filter joins traces"],
    ]);
  });

  it("names pipelines that come and go", () => {
    expect(says("    traces:", "    logs:")).toEqual([
      ["removed", "Pipeline traces is gone"],
      ["added", "Pipeline logs is new"],
    ]);
  });

  it("names an order of processors, and options with both values", () => {
    expect(says("[redaction/prompts, batch]", "[batch, redaction/prompts]")).toEqual([
      ["changed", "traces processes in another order"],
    ]);
    const [options] = changes("timeout: 5s", "timeout: 200ms");
    expect(options?.what).toBe("batch has other options");
    expect(options?.detail).toBe("timeout: 200ms, was 5s. Concerns the pipeline traces.");
    expect(changes("one", "two")[0]?.detail).toBe(
      "headers.authorization has another value, shown as [REDACTED]. Concerns the pipeline traces.",
    );
  });

  it("says that what nothing uses is validated all the same", () => {
    expect(changes("  debug:", "  debug: { verbosity: basic }")[0]?.detail).toBe(
      "verbosity: basic, was not set. Nothing uses it; a Collector still validates it when it starts.",
    );
  });

  it("names what the service itself does otherwise", () => {
    const after = "service:\n  telemetry: { metrics: { level: none } }";
    expect(changes("service:", after)[0]?.detail).toBe("metrics: {level: none}, was not set.");
  });
});

it("says what follows, a loss first", () => {
  const { consequences } = difference(
    BASE,
    BASE.replace("exporters: [otlphttp/tempo]", "exporters: [debug]"),
  );
  expect(whatFollows(consequences).map((one) => [one.kind, one.what])).toEqual([
    ["removed", "otlphttp/tempo is reached no longer"],
    ["removed", "otlphttp/tempo gets no traces"],
    ["added", "debug is reached now"],
  ]);
});
