import { expect, test } from "vitest";
import { explainEffective } from "./explain.js";

const EFFECTIVE = `exporters:
    otlp_http:
        endpoint: https://u:hunter2@tempo:4318
        headers:
            authorization: Bearer abcdefgh1
    debug:
        sampling_initial: 2
service:
    pipelines:
        traces:
            exporters: [otlp_http]
`;

const DESIRED = `exporters:
  otlp_http: {endpoint: "https://u:hunter3@tempo:4318", headers: {authorization: Bearer abcdefgh2, x: "\${env:X}"}}
service: {pipelines: {traces: {exporters: [otlp_http]}}}
`;

test("disagreements come with both values, and no secret among them", () => {
  const { lines, differences, unjudged, used } = explainEffective(EFFECTIVE, DESIRED);
  expect(JSON.stringify(differences)).not.toMatch(/hunter|abcdefgh/);
  expect(differences).toMatchObject([
    {
      path: ["exporters", "otlp_http", "endpoint"],
      desired: "https://u:[REDACTED]@tempo:4318",
      effective: "https://u:[REDACTED]@tempo:4318",
    },
    { path: ["exporters", "otlp_http", "headers", "authorization"], desired: "[REDACTED]" },
  ]);
  expect(unjudged).toMatchObject([{ because: "environment", references: ["${env:X}"] }]);
  expect(lines).toEqual([
    [1, 5],
    [8, 11],
  ]);
  expect(used).toEqual([{ class: "exporter", type: "otlp_http" }]);
});

test("without a desired config, or one that can be read, only what is used is told", () => {
  const nothing = { lines: [], differences: [], unjudged: [] };
  expect(explainEffective(EFFECTIVE, null)).toMatchObject({ ...nothing, used: [{}] });
  expect(explainEffective(EFFECTIVE, "a: [")).toMatchObject({ ...nothing, used: [{}] });
  expect(explainEffective("a: [", DESIRED)).toEqual({ ...nothing, used: null });
});
