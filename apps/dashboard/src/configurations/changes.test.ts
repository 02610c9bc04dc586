import { describe, expect, it } from "vitest";
import { changesInWords, sameMeaning } from "./changes";

const BASE = `receivers:
  otlp: { protocols: { grpc: } }
processors:
  batch: { timeout: 5s }
  redaction/prompts: { allow_all_keys: true }
exporters:
  otlphttp/tempo: { endpoint: "http://tempo:4318" }
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [redaction/prompts, batch]
      exporters: [otlphttp/tempo]
`;

describe("meaning", () => {
  it("is the same where only comments, order of keys and quotes differ", () => {
    const other = `# a comment\n${BASE.replace('"http://tempo:4318"', "http://tempo:4318")}`;
    expect(sameMeaning(BASE, other)).toBe(true);
    expect(sameMeaning(BASE, BASE.replace("5s", "1s"))).toBe(false);
  });

  it("is unknown where a text cannot be read", () => {
    expect(sameMeaning(BASE, "a: [")).toBeNull();
    expect(changesInWords(BASE, "a: [")).toEqual([]);
  });
});

describe("changes in words", () => {
  const what = (after: string) => changesInWords(BASE, after).map((one) => [one.kind, one.what]);

  it("says nothing where nothing changes for the data", () => {
    expect(what(`# only a comment\n${BASE}`)).toEqual([]);
  });

  it("names what leaves a pipeline first", () => {
    const after = BASE.replace("[redaction/prompts, batch]", "[batch, filter]");
    expect(what(after)).toEqual([
      ["removed", "redaction/prompts leaves traces"],
      ["added", "filter joins traces"],
    ]);
  });

  it("names pipelines that come and go", () => {
    expect(what(BASE.replace("    traces:", "    logs:"))).toEqual([
      ["removed", "Pipeline traces is gone"],
      ["added", "Pipeline logs is new"],
    ]);
  });

  it("names an order of processors and options with both values", () => {
    const after = BASE.replace("[redaction/prompts, batch]", "[batch, redaction/prompts]");
    expect(what(after)).toEqual([["changed", "traces processes in another order"]]);
    const [options] = changesInWords(BASE, BASE.replace("timeout: 5s", "timeout: 200ms"));
    expect(options?.what).toBe("batch has other options");
    expect(options?.detail).toBe("timeout: 200ms, was 5s.");
  });

  it("names what the service itself does otherwise", () => {
    const after = BASE.replace("service:", "service:\n  telemetry: { metrics: { level: none } }");
    expect(changesInWords(BASE, after)[0]?.detail).toBe(
      "telemetry: {metrics: {level: none}}, was not set.",
    );
  });
});
