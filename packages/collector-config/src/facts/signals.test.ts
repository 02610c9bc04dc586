import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { COMPONENT_CLASSES } from "../parse/config.js";
import { aliasOf, currentName } from "./aliases.js";
import { PACKED } from "./components-data.js";
import { connectsSignals, knownTypes, supportsSignal } from "./signals.js";

describe("known components", () => {
  it("have both names of a renamed type", () => {
    expect(aliasOf("exporter", "otlphttp")).toBe("otlp_http");
    expect(aliasOf("exporter", "otlp_http")).toBe("otlphttp");
    expect(currentName("receiver", "filelog")).toBe("file_log");
    expect(currentName("receiver", "file_log")).toBe("file_log");
    expect(aliasOf("receiver", "otlp")).toBeUndefined();
    expect(aliasOf("receiver", "constructor")).toBeUndefined();
    expect(currentName("receiver", "of-nobody")).toBe("of-nobody");
  });

  it("say which signals they take, under either name", () => {
    expect(supportsSignal("processor", "tail_sampling", "traces")).toBe(true);
    expect(supportsSignal("processor", "tail_sampling", "logs")).toBe(false);
    expect(supportsSignal("receiver", "hostmetrics", "metrics")).toBe(true);
    expect(supportsSignal("receiver", "hostmetrics", "traces")).toBe(false);
    expect(supportsSignal("exporter", "otlp", "profiles")).toBeUndefined();
    expect(supportsSignal("exporter", "coralogix", "traces")).toBeUndefined();
    expect(supportsSignal("exporter", "of-nobody", "traces")).toBeUndefined();
  });

  it("say what connectors connect", () => {
    expect(connectsSignals("spanmetrics", "traces", "metrics")).toBe(true);
    expect(connectsSignals("span_metrics", "metrics", "traces")).toBe(false);
    expect(connectsSignals("forward", "logs", "logs")).toBe(true);
    expect(connectsSignals("forward", "profiles", "logs")).toBe(false);
    expect(connectsSignals("forward", "profiles", "profiles")).toBeUndefined();
    expect(connectsSignals("of-nobody", "logs", "logs")).toBeUndefined();
  });

  it.each(COMPONENT_CLASSES)("name each %s once", (kind) => {
    const types = knownTypes(kind);
    expect(types.length).toBeGreaterThan(10);
    expect(new Set(types).size).toBe(types.length);
    for (const type of types) expect(type).toMatch(/^[a-z][a-z0-9_]+$/);
  });

  it("stay small, for they are always loaded", () => {
    expect(gzipSync(PACKED, { level: 9 }).length).toBeLessThan(3_000);
  });
});
