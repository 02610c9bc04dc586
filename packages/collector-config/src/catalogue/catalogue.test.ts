import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { COMPONENT_CLASSES } from "../parse/config.js";
import type { OptionNode } from "./catalogue.js";
import { loadCatalogue } from "./load.js";
import { VERSIONS } from "./versions/index.js";
import { CATALOGUE_VERSIONS, DEFAULT_COLLECTOR_VERSION } from "./versions.js";

/** What the README says: at most this much for one version. */
const COMPRESSED_BYTES_MAX = 16_000;

describe.each(CATALOGUE_VERSIONS)("the catalogue of %s", (version) => {
  it("is well formed from every component to every leaf", async () => {
    const catalogue = await loadCatalogue(version);
    if (catalogue === null) throw new Error("no catalogue");
    expect(catalogue.collectorVersion).toBe(version);
    for (const kind of COMPONENT_CLASSES) {
      expect(catalogue.types(kind).length).toBeGreaterThan(2);
      for (const type of catalogue.types(kind)) {
        const component = catalogue.component(kind, type);
        if (component === undefined) throw new Error(`${kind} ${type} is listed, not had`);
        expect(component).toMatchObject({ class: kind, type });
        expect(component.module).toMatch(/^(go\.opentelemetry\.io|github\.com)\/.+/);
        expect(component.version).toMatch(/^0\.\d+\.0$/);
        expect(component.borrowed === true).toBe(component.version !== version);
        if (kind !== "extension") expect(component.signals).not.toEqual([]);
        for (const alias of component.aliases)
          expect(catalogue.component(kind, alias)).toBe(component);
        if (component.options !== null) expectTree(component.options, `${kind}/${type}`);
      }
    }
  });

  it("stays small", async () => {
    const data = await VERSIONS[version]?.();
    const compressed = gzipSync(data?.PACKED ?? "", { level: 9 }).length;
    expect(compressed).toBeGreaterThan(1000);
    expect(compressed).toBeLessThan(COMPRESSED_BYTES_MAX);
  });

  it("knows what common options take", async () => {
    const catalogue = await loadCatalogue(version);
    const option = (kind: "receiver" | "processor" | "exporter", type: string, ...path: string[]) =>
      path.reduce<OptionNode | undefined>(
        (node, step) => node?.options?.[step],
        catalogue?.component(kind, type)?.options ?? undefined,
      );
    expect(option("processor", "batch", "timeout")).toEqual({ kind: "duration" });
    expect(option("processor", "batch", "send_batch_size")).toMatchObject({ kind: "integer" });
    expect(option("processor", "memory_limiter", "check_interval")?.kind).toBe("duration");
    expect(option("receiver", "otlp", "protocols", "grpc", "endpoint")?.kind).toBe("string");
    expect(option("exporter", "debug", "verbosity")?.alternatives).toEqual([
      { kind: "string", enum: ["none", "basic", "normal", "detailed"], anyCase: true },
      { kind: "integer" },
    ]);
    expect(option("exporter", "otlp", "retry_on_failure", "max_elapsed_time")?.kind).toBe(
      "duration",
    );
    const headers = option("exporter", "otlp", "headers")?.alternatives?.[0]?.values;
    expect(headers).toEqual({ kind: "string", secret: true });
    expect(option("receiver", "file_log", "fingerprint_size")?.kind).toBe("size");
  });
});

describe("loadCatalogue", () => {
  it("loads a version once, and none for a version that has no catalogue", async () => {
    const version = DEFAULT_COLLECTOR_VERSION;
    expect(await loadCatalogue(version)).toBe(await loadCatalogue(version));
    expect(await loadCatalogue("0.1.0")).toBeNull();
    expect(await loadCatalogue("toString")).toBeNull();
  });

  it("finds a component under its old name", async () => {
    const catalogue = await loadCatalogue("0.149.0");
    expect(catalogue?.component("exporter", "otlphttp")).toMatchObject({
      type: "otlp_http",
      aliases: ["otlphttp"],
    });
    expect(catalogue?.component("exporter", "constructor")).toBeUndefined();
    expect(catalogue?.component("connector", "span_metrics")?.signals).toEqual([
      "traces_to_metrics",
    ]);
  });
});

const KINDS = new Set("object array string boolean integer number duration size any".split(" "));

function expectTree(node: OptionNode, path: string, above: readonly OptionNode[] = []): void {
  if (above.includes(node)) throw new Error(`${path} contains itself`);
  if (!KINDS.has(node.kind)) throw new Error(`${path} is of kind ${node.kind}`);
  if (node.enum !== undefined && node.enum.length === 0) throw new Error(`${path}: no words`);
  const closed = node.options !== undefined || node.values !== undefined || node.open === true;
  if (node.kind === "object" && !closed) throw new Error(`${path} takes nothing`);
  const children = [
    ...Object.entries(node.options ?? {}),
    ["*", node.values] as const,
    ["[]", node.items] as const,
    ...(node.alternatives ?? []).map((one) => ["|", one] as const),
  ];
  for (const [step, child] of children)
    if (child !== undefined) expectTree(child, `${path}.${step}`, [...above, node]);
}
