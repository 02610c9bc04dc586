import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Catalogue } from "../catalogue/catalogue.js";
import { loadCatalogue } from "../catalogue/load.js";
import { completionAt } from "./completion-at.js";
import { componentPage } from "./component-page.js";
import type { EditingContext } from "./context.js";
import { hoverAt } from "./hover.js";
import { placeAt } from "./place-at.js";

/** The text without its `|`, and where it stood. */
const caret = (text: string): [text: string, offset: number] => {
  const at = text.indexOf("|");
  return [text.slice(0, at) + text.slice(at + 1), at];
};
const place = (text: string) => placeAt(...caret(text));

describe("where a caret stands", () => {
  it.each([
    ["rec|", "key", []],
    ["receivers:\n  ot|", "key", ["receivers"]],
    ["receivers:\n  otlp:\n    |", "key", ["receivers", "otlp"]],
    ["receivers:\n  otlp:\n  |", "key", ["receivers"]],
    [
      "receivers:\n  otlp:\n\n  # why\n    protocols:\n      gr|",
      "key",
      ["receivers", "otlp", "protocols"],
    ],
    ["exporters:\n  otlp:\n    compression: gz|", "value", ["exporters", "otlp", "compression"]],
    ["a:\n  - name: x\n    va|", "key", ["a", "*"]],
    ["a:\n- name: x\n  sub:\n    va|", "key", ["a", "*", "sub"]],
    ["a:\n  b:\n  - |", "item", ["a", "b", "*"]],
    ["a:\n  b:\n  - x\n  - y|\nc: 1", "item", ["a", "b", "*"]],
    ["a: {b: {c|}}", "key", ["a", "b"]],
    ["a: {b: 1, c: |}", "value", ["a", "c"]],
    ["a: {b: [x, y|]}", "item", ["a", "b", "*"]],
    ["a:\n  b: [x,\n    |\n  ]", "item", ["a", "b", "*"]],
    ["a:\n  - {b: |}", "value", ["a", "*", "b"]],
    ['"a":\n  b: ${env:X}\n  c|', "key", ["a"]],
    ["a:\n  b: it's {not flow\n  c|", "key", ["a"]],
  ])("%j", (text, role, path) => {
    expect(place(text)).toMatchObject({ role, path });
  });

  it("is nowhere in comments and in blocks of text", () => {
    expect(place("a: 1 # b|")).toBeNull();
    expect(place("a:\n  b: |\n    te".replace("|", ">-") + "|")).toBeNull();
  });

  it("knows what stands beside it", () => {
    expect(place("a:\n  b: 1\n  c|\n  d:\n    e: 1\nf: 1")?.taken).toEqual(["b", "d"]);
    expect(place("a: [b, c|, d]")?.taken).toEqual(["b", "d"]);
    expect(place("a: {b: 1, c|, d: 2}")?.taken).toEqual(["b", "d"]);
    expect(place("a:\n  - b # why\n  - c|\n  - d\ne: 1")?.taken).toEqual(["b", "d"]);
    expect(place("a:\n  - b: 1\n    c|\n  - d: 1")?.taken).toEqual(["b"]);
  });

  it("never throws, whatever the text", () => {
    const parts = fc.constantFrom(
      "receivers",
      ":",
      " ",
      "  ",
      "\n",
      "- ",
      "{",
      "}",
      "[",
      "]",
      ",",
      "#",
      '"',
      "'",
      "${",
      "otlp",
      "|",
      ">",
      "env:X",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), fc.nat(), (all, at) => {
        const text = all.join("");
        completionAt(text, at % (text.length + 1));
        hoverAt(text, at % (text.length + 1));
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  /** Work that grows faster than the text would not get through these in the time of a test. */
  it.each([
    ["blanks behind a word", `a${" ".repeat(200_000)}`],
    ["blanks in an item", `a:\n- x${" ".repeat(200_000)}y\n- `],
    ["words without a colon", `a${" b".repeat(100_000)}`],
    ["colons", "a:".repeat(100_000)],
    ["brackets", "[{".repeat(100_000)],
    ["open references", "${".repeat(100_000)],
    [
      "blank lines",
      `connectors:\n${"\n".repeat(100_000)}service: {pipelines: {traces: {receivers: [a`,
    ],
  ])("comes to an end in %s", (_name, text) => {
    completionAt(text, text.length);
    hoverAt(text, text.length);
  });
});

describe("with a catalogue", () => {
  let catalogue: Catalogue;
  beforeAll(async () => {
    const loaded = await loadCatalogue("0.159.0");
    if (loaded === null) throw new Error("there is a catalogue of 0.159.0");
    catalogue = loaded;
  });
  const offered = (text: string, context: EditingContext = {}) =>
    completionAt(...caret(text), { catalogue, ...context });
  const labels = (text: string, context: EditingContext = {}) =>
    offered(text, context)?.options.map(({ label }) => label) ?? [];

  it("offers types of a section, the agent’s own where it reported them", () => {
    expect(labels("receivers:\n  ot|")).toContain("otlp");
    expect(labels("processors:\n  |")).toContain("batch");
    const nothing = { processors: {}, exporters: {}, extensions: {}, connectors: {} };
    const components = { ...nothing, receivers: { otlp: {}, mine: {} } };
    expect(labels("receivers:\n  |", { components })).toEqual(["mine", "otlp"]);
  });

  it("offers options with their kind, and not those that are there", () => {
    const found = offered("processors:\n  batch/x:\n    send_batch_size: 1\n    |\n");
    const timeout = found?.options.find(({ label }) => label === "timeout");
    expect(timeout).toMatchObject({ kind: "option", insert: "timeout: " });
    expect(timeout?.detail).toMatch(/^duration/);
    expect(found?.options.map(({ label }) => label)).not.toContain("send_batch_size");
  });

  it("goes into groups, and writes the line that follows", () => {
    const queue = offered("exporters:\n  otlp_http:\n    sending|")?.options.find(
      ({ label }) => label === "sending_queue",
    );
    expect(queue?.insert).toBe("sending_queue:\n      ");
    expect(labels("exporters:\n  otlp_http:\n    sending_queue:\n      |")).toContain("queue_size");
    expect(labels("exporters: {otlp_http: {sending_queue: {|}}}")).toContain("queue_size");
    expect(labels("receivers: {otlp: {protocols: {|}}}")).toEqual(["grpc", "http"]);
  });

  it("offers words of an enumeration, and both truths", () => {
    expect(labels("exporters:\n  debug:\n    verbosity: |")).toContain("detailed");
    expect(labels("exporters:\n  otlp_http:\n    tls:\n      insecure: |")).toEqual([
      "true",
      "false",
    ]);
    expect(labels("service:\n  telemetry:\n    logs:\n      level: |")).toContain("debug");
  });

  const PIPELINE = `receivers:
  otlp:
  hostmetrics:
processors: {batch: , memory_limiter: {check_interval: 1s}}
connectors:
  span_metrics:
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch, ?]
      exporters:
        - ?`;

  it("offers what the text defines where a pipeline names it, for its signal", () => {
    expect(labels(PIPELINE.replace("?", "|").replace("?", ""))).toEqual(["memory_limiter"]);
    expect(labels(PIPELINE.replace("?", "").replace("?", "|"))).toEqual(["span_metrics"]);
    expect(labels(PIPELINE.replace("[otlp]", "[|]"))).toEqual(["otlp", "span_metrics"]);
    expect(labels("service:\n  pipelines:\n    traces/x:\n      |")).toEqual([
      "receivers",
      "processors",
      "exporters",
    ]);
  });

  it("offers names of references", () => {
    const found = offered("a: ${env:ONE}\nb: ${TWO}\nc: x-${|", {
      variables: [{ name: "REGION", type: "text", default: null }],
    });
    expect(found?.options.map(({ label }) => label)).toEqual([
      "fleethub:REGION",
      "env:ONE",
      "env:TWO",
      "env:",
      "fleethub:",
      "file:",
    ]);
    expect(found?.options[0]?.insert).toBe("fleethub:REGION}");
  });

  it("says what a component is, and where its page is", () => {
    const hover = (text: string) => hoverAt(...caret(text), { catalogue });
    expect(hover("exporters:\n  otlp_h|ttp/x:\n")).toMatchObject({
      title: "otlp_http/x",
      link: expect.stringMatching(/^https:\/\/github\.com\/open-telemetry\//),
    });
    expect(hover("exporters:\n  otlp|http:\n")?.facts).toContain("older name of otlp_http");
    expect(hover(PIPELINE.replace("[otlp]", "[ot|lp]"))?.facts[0]).toBe("receiver");
    expect(hover("processors:\n  batch:\n    time|out: 1s")).toMatchObject({
      title: "timeout",
      facts: [expect.stringMatching(/^duration/)],
    });
    expect(hover("processors:\n  batch:\n    timeout: 1|s")).toBeNull();
    expect(hover("processors:\n  batch:\n    nothing_such|: 1s")).toBeNull();
  });

  it("says of an agent whether it has a component", () => {
    const components = {
      receivers: { otlp: { version: "v0.149.0" } },
      processors: {},
      exporters: {},
      extensions: {},
      connectors: {},
    };
    const facts = (text: string) => hoverAt(...caret(text), { catalogue, components })?.facts;
    expect(facts("receivers:\n  ot|lp:")).toContain("this agent has it, v0.149.0");
    expect(facts("processors:\n  bat|ch:")).toContain("this agent does not have it");
  });
});

describe("pages of components", () => {
  it("are the folder at the version, or the module’s page", () => {
    expect(
      componentPage({
        module: "go.opentelemetry.io/collector/processor/batchprocessor",
        version: "0.159.0",
      }),
    ).toBe(
      "https://github.com/open-telemetry/opentelemetry-collector/tree/processor/batchprocessor/v0.159.0/processor/batchprocessor",
    );
    expect(componentPage({ module: "example.com/x", version: "1.0.0" })).toBe(
      "https://pkg.go.dev/example.com/x@v1.0.0",
    );
  });
});
