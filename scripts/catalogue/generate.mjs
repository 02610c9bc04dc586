// Writes the catalogues of src/catalogue/versions and the facts that come with them from published Go modules.
// node scripts/catalogue/generate.mjs; needs Go, and its module proxy or a filled module cache.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { componentWords } from "./component-words.mjs";
import { buildable, componentsOf } from "./components.mjs";
import { sayCoverage } from "./coverage.mjs";
import { goTypes } from "./go-types.mjs";
import { moduleGraph } from "./graph.mjs";
import { download, modulePaths } from "./modules.mjs";
import { optionOverrides } from "./overrides.mjs";
import { packQuantities, quantityTrees } from "./quantities.mjs";
import { writeFacts, writeIndex, writeVersion } from "./write.mjs";

const { catalogues: written, borrowed } = JSON.parse(
  readFileSync(new URL("versions.json", import.meta.url), "utf8"),
);
const versions = [...written, ...borrowed];
const paths = modulePaths();
const scratch = mkdtempSync(join(tmpdir(), "catalogue-"));
writeFileSync(join(scratch, "go.mod"), "module catalogue\n");

try {
  const had = new Map();
  const graphs = new Map();
  const types = new Map();
  for (const version of versions) {
    const modules = new Map();
    for (const path of paths) modules.set(path, await download(scratch, path, version));
    had.set(version, modules);
    const present = [...modules.values()].filter(({ dir }) => dir !== undefined);
    graphs.set(version, await moduleGraph(scratch, version, present));
  }
  for (const version of written)
    types.set(
      version,
      await goTypes(scratch, version, buildable(version, { versions, had, paths })),
    );
  const used = new Set();
  const catalogues = [];
  for (const version of written) {
    const read = await componentsOf(version, { versions, had, graphs, types, paths, used });
    const size = writeVersion(version, read.components);
    sayCoverage(version, read, size);
    catalogues.push({ version, ...read });
  }
  writeIndex(written);
  const size = writeFacts("quantities-data.ts", packQuantities(quantityTrees(catalogues)));
  console.log(`durations and sizes: ${size.bytes} bytes, ${size.compressed} compressed`);
  const words = writeFacts("components-data.ts", componentWords(catalogues));
  console.log(`types and signals: ${words.bytes} bytes, ${words.compressed} compressed`);
  for (const [index, { components, why }] of optionOverrides.entries())
    if (!used.has(index)) console.log(`override without effect: ${components.join(", ")}: ${why}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
