import type { ReportedComponents } from "@fleethub/collector-config";
import { expect, test } from "vitest";
import { checkForAgent, checkForAll } from "./check-content.js";

const config = (batch: string) => `receivers: {otlp: {protocols: {grpc: }}}
processors: {batch: {${batch}}}
exporters: {debug: }
service: {pipelines: {traces: {receivers: [otlp], processors: [batch], exporters: [debug]}}}
`;

const agent = (version: string): ReportedComponents => {
  const core = (path: string) => ({ module: `go.opentelemetry.io/collector/${path}`, version });
  return {
    receivers: { otlp: core("receiver/otlpreceiver") },
    processors: { batch: core("processor/batchprocessor") },
    exporters: { debug: core("exporter/debugexporter") },
    extensions: {},
    connectors: {},
  };
};

const levels = async (findings: ReturnType<typeof checkForAll>) =>
  (await findings)
    .filter(({ code }) => /^(unknown|option)-/.test(code))
    .map(({ code, severity }) => `${severity} ${code}`);

test("what every known version refuses is an error for all", async () => {
  expect(await levels(checkForAll(config("timeot: 5s")))).toEqual(["error unknown-option"]);
  expect(await levels(checkForAll(config("timeout: 5 parsecs")))).toEqual([
    "error option-duration",
  ]);
});

test("for one agent the catalogue of its version decides; of another version it is advice", async () => {
  const wrong = config("send_batch_size: lots");
  expect(await levels(checkForAgent(wrong, agent("v0.159.0")))).toEqual(["error option-type"]);
  expect(await levels(checkForAgent(config("brand_new: 1"), agent("v0.163.0")))).toEqual([
    "warning unknown-option",
  ]);
});
