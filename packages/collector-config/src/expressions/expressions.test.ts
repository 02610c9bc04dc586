import { expect, test } from "vitest";
import { evaluatePolicy } from "../policies/evaluate.js";
import { createExpressionEvaluator } from "./index.js";

const expressions = createExpressionEvaluator();

const CONFIG = `
receivers: {otlp: {protocols: {grpc: {}}}}
processors: {batch: {timeout: 5s, send_batch_size: 8192}}
exporters:
  otlp_http/tempo: {endpoint: "https://tempo:4318"}
  otlp_http/partner: {endpoint: "\${env:PARTNER}", compression: gzip}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [otlp_http/tempo, otlp_http/partner]}
`;

const of = (expression: string, config = CONFIG) =>
  evaluatePolicy({ kind: "expression", expression }, config, { expressions });

test("an expression is judged over options, pipelines and paths", () => {
  expect(of(`paths.all(p, "batch" in p.processors)`).verdict).toBe("kept");
  expect(of(`processors["batch"].send_batch_size <= 4096`).verdict).toBe("broken");
  expect(of(`exporters.all(id, id.startsWith("otlp_http"))`).verdict).toBe("kept");
  expect(of(`pipelines.exists(p, p.signal == "logs")`).verdict).toBe("broken");
  expect(of(`"otlp" in running && size(paths) == 2`).verdict).toBe("kept");
  expect(of(`processors["batch"].timeout.matches("^[0-9]+s$")`).verdict).toBe("kept");
});

test("what only the agent knows is never taken for kept, nor for broken", () => {
  const { verdict, evidence } = of(
    `exporters.all(id, !exporters[id].endpoint.startsWith("http://"))`,
  );
  expect(verdict).toBe("cannot-tell");
  expect(evidence[0]?.message).toContain("${env:PARTNER}");
  // What is not read does not matter.
  expect(of(`exporters["otlp_http/partner"].compression == "gzip"`).verdict).toBe("kept");
  const open = CONFIG.replace("processors: [batch]", 'processors: ["${env:P}"]');
  expect(of(`paths.all(p, "batch" in p.processors)`, open).verdict).toBe("cannot-tell");
});

test("a faulty expression cannot be told, and says why", () => {
  for (const expression of ["a +", "nothing.here == 1", `"text"`, "exporters.nope.endpoint == 1"])
    expect(of(expression), expression).toMatchObject({ verdict: "cannot-tell" });
  expect(expressions.problem("a +")).toContain("found");
  expect(expressions.problem("1 == 1")).toBeUndefined();
  expect(expressions.problem("1 == 1 ".repeat(1_000))).toContain("characters");
});

test("loops within loops end", () => {
  const many = Array.from({ length: 70 }, (_, index) => `otlp/${index}`);
  const config = `receivers: {${many.map((id) => `${id}: {}`).join(", ")}}
exporters: {debug: {}}
service: {pipelines: {traces: {receivers: [${many.join(", ")}], exporters: [debug]}}}`;
  const { evidence } = of(
    `paths.all(a, paths.all(b, paths.all(c, a.exporter == c.exporter)))`,
    config,
  );
  expect(evidence[0]?.message).toContain("visits more than");
});

test.each([
  ["lists that it writes down", "[1,2,3,4,5,6,7,8,9]"],
  ["maps", "{1:1,2:2,3:3,4:4,5:5,6:6,7:7,8:8,9:9}"],
  ["lists that it makes", "[1,2,3].map(x, x) + [4,5,6,7,8,9].filter(x, true)"],
])("an expression that loops over %s ends too", (_what, list) => {
  const nested = "abcdefghi"
    .split("")
    .reduce((inner, name) => `(${list}).all(${name}, ${inner})`, "true");
  for (const expression of [nested, `${nested} || false`, `[[${nested}]].exists(x, x[0])`]) {
    const { verdict, evidence } = of(expression);
    expect(verdict).toBe("cannot-tell");
    expect(evidence[0]?.message).toContain("visits more than");
  }
  expect(of(`(${list}).all(a, a > 0)`).verdict).toBe("kept");
  expect(of(`(${list}).exists_one(a, a == 1)`).verdict).toBe("kept");
});
