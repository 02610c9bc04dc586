import { expect, test } from "vitest";
import { BAD, GOOD } from "../testing/configs.js";
import { buildComponentList } from "./available-components.js";
import { DISTRIBUTIONS } from "./catalogue.js";
import { configReader } from "./config.js";
import { LOCAL_CONFIGS } from "./local-configs.js";
import { collectorVerdict } from "./verdict.js";

function read(...texts: string[]) {
  const result = configReader()(texts);
  if (!result.ok) throw new Error(result.message);
  return result.config;
}

const supervisor = {
  kind: "supervisor",
  instanceUid: "0192f0a0-b0c0-7d0e-8f00-112233445566",
  ppid: 4711,
  port: 38635,
  endpoint: "ws://hub:4320/v1/opamp",
  resource: [["host.name", "edge-store-0001"]],
} as const;

test("every local configuration runs on the builds that are given it", () => {
  const contrib = buildComponentList("otelcol-contrib", "0.149.0");
  for (const text of Object.values(LOCAL_CONFIGS)) {
    expect(collectorVerdict(read(text), contrib)).toBeNull();
  }
  expect(
    collectorVerdict(read(LOCAL_CONFIGS.cluster), buildComponentList("otelcol-k8s", "0.149.0")),
  ).toBeNull();
  expect(
    collectorVerdict(read(LOCAL_CONFIGS.edge), buildComponentList("otelcol", "0.149.0")),
  ).toBeNull();
});

test("a build's list is the same every time and differs between versions", () => {
  const hash = (version: string) =>
    Buffer.from(buildComponentList("otelcol-contrib", version).message.hash).toString("hex");
  expect(hash("0.149.0")).toBe(hash("0.149.0"));
  expect(hash("0.149.0")).not.toBe(hash("0.146.1"));
  const all = buildComponentList("otelcol-contrib", "0.149.0").message.components;
  const count = Object.values(all).reduce(
    (sum, { subComponentMap }) => sum + Object.keys(subComponentMap).length,
    0,
  );
  expect(count).toBeGreaterThan(40);
  expect(DISTRIBUTIONS).toHaveLength(3);
});

test("unknown types and broken references are refused in the Collector's words", () => {
  const list = buildComponentList("otelcol", "0.149.0");
  expect(collectorVerdict(read(GOOD), list)).toBeNull();
  expect(collectorVerdict(read(BAD), list)).toContain(
    `'exporters' unknown type: "carrier_pigeon" for id: "carrier_pigeon" (valid values: [debug `,
  );
  expect(collectorVerdict(read(GOOD.replace("[debug]", "[otlp]")), list)).toBe(
    'service::pipelines::traces: references exporter "otlp" which is not configured',
  );
});

test("the effective configuration is sorted, filled in, redacted and carries the supervisor's parts", () => {
  const text = read(LOCAL_CONFIGS.gateway).effective.render(supervisor);
  expect(text).toMatch(/^connectors:\n {4}spanmetrics: \{\}\nexporters:\n {4}otlphttp:\n/);
  expect(text).toContain("            authorization: '[REDACTED]'\n");
  expect(text).toContain("        send_batch_size: 8192\n");
  expect(text).toContain(`        instance_uid: ${supervisor.instanceUid}\n        ppid: 4711\n`);
  expect(text).toContain("                endpoint: ws://127.0.0.1:38635/v1/opamp\n");
  expect(text).toContain("        resource:\n            host.name: edge-store-0001\n");
  expect(text).toContain("    extensions:\n        - opamp\n");
  expect(text).not.toContain("GAP_");
});

test("an extension names the hub and has no supervisor", () => {
  const text = read(GOOD).effective.render({ ...supervisor, kind: "extension" });
  expect(text).toContain('        instance_uid: ""\n        ppid: 0\n');
  expect(text).toContain("                endpoint: ws://hub:4320/v1/opamp\n");
  expect(text).not.toContain("resource:");
});

test("several texts are merged, later ones winning", () => {
  const config = read(GOOD, "exporters:\n  debug:\n    verbosity: detailed\n");
  expect(config.effective.render(supervisor)).toContain("verbosity: detailed");
  expect(config.pipelines).toHaveLength(1);
});

test("what cannot be read is told, not thrown", () => {
  const readAny = configReader();
  for (const text of ["a: [", "- list", "a: *nowhere", "a: 1\na: 2"]) {
    expect(readAny([text])).toMatchObject({ ok: false });
  }
});
