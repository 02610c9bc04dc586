import { describe, expect, it } from "vitest";
import type { ReportedComponents } from "../components/reported.js";
import {
  CATALOGUE_VERSIONS,
  catalogueVersionOf,
  DEFAULT_COLLECTOR_VERSION,
  nearestCatalogueVersion,
} from "./versions.js";

const CORE = "go.opentelemetry.io/collector/processor/batchprocessor";
const CONTRIB =
  "github.com/open-telemetry/opentelemetry-collector-contrib/processor/filterprocessor";

function reported(...modules: readonly (readonly [module: string, version: string])[]) {
  const list: ReportedComponents = {
    receivers: {},
    processors: Object.fromEntries(
      modules.map(([module, version], index) => [`p${index}`, { module, version }]),
    ),
    exporters: {},
    extensions: {},
    connectors: {},
  };
  return list;
}

describe("versions of catalogues", () => {
  it("are listed from the newest, and hold the default", () => {
    expect(CATALOGUE_VERSIONS).toEqual(["0.159.0", "0.149.0"]);
    expect(CATALOGUE_VERSIONS).toContain(DEFAULT_COLLECTOR_VERSION);
  });

  it.each([
    ["0.159.0", "0.159.0"],
    ["v0.149.0", "0.149.0"],
    ["0.165.1", "0.159.0"],
    ["0.90.0", "0.149.0"],
    ["0.154.0", "0.159.0"],
    ["0.153.0", "0.149.0"],
    ["1.0.0", "0.159.0"],
    ["", "0.159.0"],
  ])("serve %s with %s", (version, nearest) => {
    expect(nearestCatalogueVersion(version)).toBe(nearest);
  });

  it("are told by most modules of an agent's list", () => {
    const mixed = reported([CORE, "v0.149.0"], [CONTRIB, "v0.149.0"], [CONTRIB, "v0.159.0"]);
    expect(catalogueVersionOf(mixed)).toBe("0.149.0");
    const even = reported([CORE, "v0.9.0"], [CONTRIB, "v0.120.1"]);
    expect(catalogueVersionOf(even)).toBe("0.120.1");
  });

  it("are not told by other modules, stable ones, or a list without versions", () => {
    expect(catalogueVersionOf(reported(["example.com/p", "v0.149.0"]))).toBeUndefined();
    expect(catalogueVersionOf(reported([CORE, "v1.55.0"]))).toBeUndefined();
    const bare = { ...reported(), receivers: { otlp: {} } };
    expect(catalogueVersionOf(bare)).toBeUndefined();
  });
});
