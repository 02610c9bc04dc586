import { expect, test } from "vitest";
import { parseConfig } from "../parse/parse.js";
import { checkComponents } from "./check.js";
import type { ReportedComponents } from "./reported.js";
import { componentsUsed } from "./used.js";

const NONE: ReportedComponents = {
  receivers: {},
  processors: {},
  exporters: {},
  extensions: {},
  connectors: {},
};

function config(text: string) {
  const parsed = parseConfig(text).config;
  if (parsed === null) throw new Error("no configuration");
  return parsed;
}

test("both names of a renamed component are one", () => {
  const old = config("exporters: {otlp: , otlphttp: }\nreceivers: {filelog: }");
  const now = config("exporters: {otlp_grpc: , otlp_http: }\nreceivers: {file_log: }");
  const reportsNow = {
    ...NONE,
    exporters: { otlp_grpc: {}, otlp_http: {} },
    receivers: { file_log: {} },
  };
  const reportsOld = { ...NONE, exporters: { otlp: {}, otlphttp: {} }, receivers: { filelog: {} } };
  for (const text of [old, now]) {
    for (const reported of [reportsNow, reportsOld])
      expect(checkComponents(text, reported)).toEqual([]);
  }
});

test("a missing component names the agent's version and the nearest type", () => {
  const reported = {
    ...NONE,
    exporters: { debug: { version: "v0.149.0" }, nop: { version: "v0.99.0" } },
  };
  expect(checkComponents(config("exporters:\n  debgu/x:\n"), reported)).toMatchObject([
    {
      code: "component-not-available",
      severity: "error",
      line: 2,
      path: ["exporters", "debgu/x"],
      message: 'This agent (v0.149.0) has no exporter "debgu".',
      edit: { offset: 13, length: 7, replacement: "debug/x" },
    },
  ]);
});

test("a type of another class is pointed out", () => {
  const reported = { ...NONE, connectors: { spanmetrics: {} } };
  const [finding] = checkComponents(config("processors: {spanmetrics: }"), reported, {
    version: "0.159.0",
  });
  expect(finding?.message).toBe(
    'This agent (0.159.0) has no processor "spanmetrics"; it has a connector of that name.',
  );
});

test("componentsUsed lists types once and tells which run", () => {
  const text =
    "receivers: {otlp: , otlp/2: , nop: }\nexporters: {debug: }\nservice: {pipelines: {logs: {receivers: [otlp/2], exporters: [debug]}}}";
  expect(componentsUsed(config(text))).toEqual([
    { class: "receiver", type: "otlp", ids: ["otlp", "otlp/2"], inUse: true },
    { class: "receiver", type: "nop", ids: ["nop"], inUse: false },
    { class: "exporter", type: "debug", ids: ["debug"], inUse: true },
  ]);
});
