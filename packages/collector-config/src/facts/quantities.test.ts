import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isDuration, isSize } from "./quantities.js";
import { PACKED } from "./quantities-data.js";

describe("quantities", () => {
  it.each([
    ["processor", "batch", "timeout"],
    ["processor", "memory_limiter", "check_interval"],
    ["exporter", "otlp", "retry_on_failure.initial_interval"],
    ["exporter", "otlphttp", "timeout"],
    ["exporter", "otlp_http", "timeout"],
    ["receiver", "otlp", "protocols.grpc.keepalive.server_parameters.max_connection_age"],
    ["processor", "tail_sampling", "decision_wait"],
    ["connector", "spanmetrics", "histogram.explicit.buckets.3"],
  ] as const)("say that %s/%s %s is a duration", (kind, type, path) => {
    expect(isDuration(kind, type, path.split("."))).toBe(true);
    expect(isSize(kind, type, path.split("."))).toBe(false);
  });

  it.each([
    ["receiver", "filelog", "fingerprint_size"],
    ["receiver", "file_log", "max_log_size"],
  ] as const)("say that %s/%s %s is a size", (kind, type, path) => {
    expect(isSize(kind, type, path.split("."))).toBe(true);
  });

  it.each([
    ["processor", "batch", "send_batch_size"],
    ["processor", "batch", "timeout.more"],
    ["processor", "batch", "constructor"],
    ["processor", "constructor", "timeout"],
    ["processor", "of-nobody", "timeout"],
    ["processor", "batch", ""],
  ] as const)("say nothing of %s/%s %s", (kind, type, path) => {
    expect(isDuration(kind, type, path === "" ? [] : path.split("."))).toBe(false);
    expect(isSize(kind, type, path === "" ? [] : path.split("."))).toBe(false);
  });

  it("stay small, for they are always loaded", () => {
    expect(gzipSync(PACKED, { level: 9 }).length).toBeLessThan(6_000);
  });
});
