import { expect, test } from "vitest";
import { applyEdit } from "../finding.js";
import { evaluatePolicy } from "./evaluate.js";
import type { PolicyRule } from "./policy.js";

const REDACTED: PolicyRule = {
  kind: "path-passes",
  to: ["otlp_http/partner"],
  processors: ["redaction/*"],
};

const config = (traces: string, more = "") => `
receivers: {otlp: {protocols: {grpc: {}}}}
processors: {batch: {}, redaction/pii: {allow_all_keys: true}, memory_limiter: {}}
connectors: {forward: {}}
exporters: {otlp_http/partner: {endpoint: "https://partner.example.com"}, debug: {}}
service:
  pipelines:
    traces: ${traces}
${more}`;

test("a path without the processor is broken, with the gap marked and an edit that mends it", () => {
  const text = config(
    "{receivers: [otlp], processors: [batch], exporters: [otlp_http/partner, debug]}",
  );
  const found = evaluatePolicy(REDACTED, text);
  expect(found).toMatchObject({ verdict: "broken", judged: 1, broken: 1, unknown: 0 });
  const [evidence] = found.evidence;
  expect(evidence?.message).toBe("otlp, batch, otlp_http/partner skips redaction");
  expect(evidence?.line).toBe(8);
  expect(evidence?.steps.map((step) => `${step.id}${step.missing === true ? "?" : ""}`)).toEqual([
    "otlp",
    "batch",
    "redaction?",
    "otlp_http/partner",
  ]);
  expect(found.witness?.text).toBe(
    "A span that comes in by otlp leaves through otlp_http/partner without redaction.",
  );
  if (evidence?.edit === undefined) throw new Error("no edit");
  expect(evaluatePolicy(REDACTED, applyEdit(text, evidence.edit)).verdict).toBe("kept");
});

test("a processor before a connector counts for what comes after it", () => {
  const front = "{receivers: [otlp], processors: [redaction/pii], exporters: [forward]}";
  const back = "    traces/out: {receivers: [forward], exporters: [otlp_http/partner]}";
  expect(evaluatePolicy(REDACTED, config(front, back)).verdict).toBe("kept");
  const bare = "{receivers: [otlp], exporters: [forward, otlp_http/partner]}";
  const twice = evaluatePolicy(REDACTED, config(bare, back));
  expect(twice).toMatchObject({ verdict: "broken", judged: 2, broken: 2 });
  expect(twice.evidence.map((each) => each.message)).toContain(
    "otlp, forward, otlp_http/partner skips redaction",
  );
});

test("a list from the environment cannot be told, in whichever place it stands", () => {
  const open = (role: string) =>
    evaluatePolicy(
      REDACTED,
      config(`{receivers: [otlp], exporters: [otlp_http/partner], ${role}}`),
    );
  expect(open('processors: ["${env:P}"]').verdict).toBe("cannot-tell");
  expect(open("processors: ${env:P}").verdict).toBe("cannot-tell");
  const exporters = config('{receivers: [otlp], exporters: [debug, "${env:E}"]}');
  expect(evaluatePolicy(REDACTED, exporters).verdict).toBe("cannot-tell");
  expect(
    evaluatePolicy(
      REDACTED,
      config('{receivers: [otlp], exporters: [otlp_http/partner, "${env:E}"]}'),
    ).verdict,
  ).toBe("broken");
});

test("place and options of the processor count", () => {
  const rule: PolicyRule = { ...REDACTED, before: ["batch"] };
  const after =
    "{receivers: [otlp], processors: [batch, redaction/pii], exporters: [otlp_http/partner]}";
  expect(evaluatePolicy(rule, config(after)).evidence[0]?.message).toBe(
    "otlp, batch, redaction/pii, otlp_http/partner passes redaction/pii, but after batch",
  );
  const options = { path: ["allow_all_keys"], condition: { op: "equals", value: false } } as const;
  const strict = evaluatePolicy(
    { ...REDACTED, options: [{ ...options, whenAbsent: false }] },
    config(after),
  );
  expect(strict.evidence[0]?.message).toContain("but its allow_all_keys is not false");
  const first: PolicyRule = {
    kind: "path-passes",
    processors: ["memory_limiter"],
    first: true,
    each: "pipeline",
  };
  const missing = evaluatePolicy(first, config(after));
  const edit = missing.evidence[0]?.edit;
  if (edit === undefined) throw new Error("no edit");
  const mended = applyEdit(config(after), edit);
  expect(mended).toContain("[memory_limiter, batch, redaction/pii]");
  expect(evaluatePolicy(first, mended).verdict).toBe("kept");
});

test("options that the Collector does not read, for blanks in the key, keep no promise", () => {
  const pipeline =
    "{receivers: [otlp], processors: [redaction/pii], exporters: [otlp_http/partner]}";
  const rule: PolicyRule = {
    ...REDACTED,
    options: [{ path: ["allow_all_keys"], condition: { op: "equals", value: true } }],
  };
  const blank = config(pipeline).replace("redaction/pii:", '"redaction / pii":');
  expect(evaluatePolicy(rule, config(pipeline)).verdict).toBe("kept");
  expect(evaluatePolicy(rule, blank).verdict).not.toBe("kept");
});

test("edits fit block lists and pipelines without processors", () => {
  const mend = (pipeline: string) => {
    const text = config(pipeline);
    const edit = evaluatePolicy(REDACTED, text).evidence[0]?.edit;
    if (edit === undefined) throw new Error("no edit");
    const mended = applyEdit(text, edit);
    expect(evaluatePolicy(REDACTED, mended).verdict).toBe("kept");
    return mended;
  };
  const block =
    "\n      receivers: [otlp]\n      processors:\n        - batch # keep\n      exporters: [otlp_http/partner]";
  expect(mend(block)).toContain("        - batch # keep\n        - redaction/pii\n");
  expect(mend("\n      receivers: [otlp]\n      exporters: [otlp_http/partner]")).toContain(
    "      processors: [redaction/pii]\n      exporters",
  );
  expect(mend("{receivers: [otlp], exporters: [otlp_http/partner]}")).toContain(
    "processors: [redaction/pii], exporters",
  );
  expect(mend("{receivers: [otlp], processors: [], exporters: [otlp_http/partner]}")).toContain(
    "processors: [redaction/pii]",
  );
});

test("hosts inside the house are left out; a host from the environment cannot be told", () => {
  const rule: PolicyRule = {
    kind: "path-passes",
    processors: ["redaction"],
    exceptHosts: ["*.internal", "localhost"],
  };
  const to = (endpoint: string) =>
    evaluatePolicy(
      rule,
      `
receivers: {otlp: }
exporters: {otlp: {endpoint: "${endpoint}"}, debug: }
service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp, debug]}}}`,
    ).verdict;
  expect(to("tempo.internal:4317")).toBe("kept");
  expect(to("127.0.0.1:4317")).toBe("kept");
  expect(to("tempo.example.com:4317")).toBe("broken");
  expect(to("${env:TEMPO}")).toBe("cannot-tell");
  expect(to("https://${env:USER}@tempo.internal/x")).toBe("kept");
});

test("an unreadable text cannot be told", () => {
  expect(evaluatePolicy(REDACTED, "a: [").verdict).toBe("cannot-tell");
});
