import * as fc from "fast-check";
import { expect, test } from "vitest";
import { evaluatePolicy } from "./evaluate.js";
import type { PolicyRule } from "./policy.js";
import { READY_POLICIES } from "./ready-made/ready-policies.js";

const SEED = 20261123;

interface Pipeline {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

const some = (...ids: string[]) =>
  fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 2 });

/** Pipelines in a row: each may hand on to later ones through a connector, so that no circle comes about. */
const pipelines = fc.array(
  fc.record({
    receivers: some("otlp", "otlp/b", "c1", "c2"),
    processors: fc.uniqueArray(fc.constantFrom("batch", "attributes", "redaction/x", "filter"), {
      maxLength: 3,
    }),
    exporters: some("debug", "otlp_http/partner", "c1", "c2"),
  }),
  { minLength: 1, maxLength: 4 },
);

function textOf(all: readonly Pipeline[]): string {
  const written = all.map(
    ({ receivers, processors, exporters }, index) =>
      `    traces/${index}: {receivers: [${receivers.join(", ")}], processors: [${processors.join(", ")}], exporters: [${exporters.join(", ")}]}`,
  );
  return `receivers: {otlp: , otlp/b: }
processors: {batch: , attributes: , redaction/x: {allow_all_keys: true}, filter: }
connectors: {c1: , c2: }
exporters: {debug: , otlp_http/partner: {endpoint: "https://partner.example.com"}}
service:
  pipelines:
${written.join("\n")}
`;
}

const REDACTED: PolicyRule = {
  kind: "path-passes",
  processors: ["redaction/*"],
  to: ["otlp_http/partner"],
};

test("the processor on every path keeps the policy", () => {
  fc.assert(
    fc.property(pipelines, (all) => {
      const everywhere = all.map((one) => ({
        ...one,
        processors: [...one.processors.filter((id) => id !== "redaction/x"), "redaction/x"],
      }));
      expect(evaluatePolicy(REDACTED, textOf(everywhere)).verdict).toBe("kept");
    }),
    { seed: SEED, numRuns: 120 },
  );
});

test("taking a pipeline, a receiver or an exporter away breaks nothing that was kept", () => {
  const less = (all: readonly Pipeline[], at: number, what: string): readonly Pipeline[] => {
    if (what === "pipeline") return all.filter((_, index) => index !== at % all.length);
    return all.map((one, index) => {
      if (index !== at % all.length) return one;
      if (what === "receiver") return { ...one, receivers: one.receivers.slice(1) };
      return { ...one, exporters: one.exporters.slice(1) };
    });
  };
  fc.assert(
    fc.property(
      pipelines,
      fc.nat(3),
      fc.constantFrom("pipeline", "receiver", "exporter"),
      (all, at, what) => {
        fc.pre(evaluatePolicy(REDACTED, textOf(all)).verdict === "kept");
        expect(evaluatePolicy(REDACTED, textOf(less(all, at, what))).verdict).toBe("kept");
      },
    ),
    { seed: SEED, numRuns: 120 },
  );
});

test("a value from the environment never turns broken into kept, nor kept into broken", () => {
  fc.assert(
    fc.property(pipelines, fc.nat(), fc.constantFrom(...READY_POLICIES), (all, at, { rule }) => {
      const text = textOf(all);
      const places = [
        ...text.matchAll(/(?<=[[ ])(batch|attributes|redaction\/x|filter|debug)(?=[,\]])/g),
      ];
      const place = places[at % Math.max(1, places.length)];
      fc.pre(place !== undefined && rule.kind !== "component-forbidden");
      const start = place?.index ?? 0;
      const open = `${text.slice(0, start)}"\${env:ID}"${text.slice(start + (place?.[0].length ?? 0))}`;
      const [known, unknown] = [
        evaluatePolicy(rule, text).verdict,
        evaluatePolicy(rule, open).verdict,
      ];
      // The same component may have stood there: what is then known must not be contradicted.
      if (known === "broken") expect(unknown).not.toBe("kept");
      if (known === "kept") expect(unknown).not.toBe("broken");
    }),
    { seed: SEED, numRuns: 120 },
  );
});

test("whatever the text, a verdict comes, with evidence for what is broken", () => {
  const line = fc.constantFrom(
    "receivers: {otlp: }",
    "exporters: {otlp: {endpoint: 1}, kafka: {brokers: }}",
    "processors: {redaction: [], transform: {trace_statements: {}}, attributes: {actions: [1, {action: delete, pattern: '('}]}}",
    "service: {pipelines: {traces: {receivers: [otlp], processors: [redaction, transform, attributes, attributes], exporters: [otlp, kafka]}}}",
    "service: ${env:S}",
    "connectors: {}",
    "exporters: null",
    "\u0000",
  );
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 6 }),
      fc.constantFrom(...READY_POLICIES),
      (lines, { rule }) => {
        const found = evaluatePolicy(rule, lines.join("\n"));
        expect(found.verdict === "broken").toBe(found.broken > 0);
        expect(found.remedy === null).toBe(found.verdict === "kept");
        expect(found.witness === null).toBe(found.verdict !== "broken");
      },
    ),
    { seed: SEED, numRuns: 120 },
  );
});
