// Writes what was read as modules of the package: one text each, parsed when first used.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "../launch/run.mjs";
import { packer } from "./pack.mjs";

const FACTS = join(root, "packages/collector-config/src");
const VERSIONS = join(FACTS, "catalogue/versions");
const NOTE =
  "// Written by scripts/catalogue/generate.mjs: facts of the Collector's published modules.";
const ROOTS = [
  "go.opentelemetry.io/collector/",
  "github.com/open-telemetry/opentelemetry-collector-contrib/",
];

export const moduleName = (version) => `v${version.replaceAll(".", "-")}`;

/** Writes one version's module; gives the bytes of its text, plain and compressed. */
export function writeVersion(version, components) {
  const pack = packer();
  for (const { options } of components) pack.add(options);
  const { nodes, trees } = pack.finish();
  const packed = { version, roots: ROOTS, nodes, components: {} };
  for (const [index, component] of components.entries()) {
    const { class: kind, type, aliases, stability, path, borrowed } = component;
    const r = ROOTS.findIndex((beginning) => path.startsWith(beginning));
    packed.components[kind] ??= {};
    packed.components[kind][type] = {
      r,
      m: path.slice(ROOTS[r].length),
      ...(borrowed === undefined ? {} : { v: borrowed }),
      ...(aliases.length === 0 ? {} : { a: aliases }),
      s: stability,
      o: trees[index],
    };
  }
  mkdirSync(VERSIONS, { recursive: true });
  return writeText(join(VERSIONS, `${moduleName(version)}.ts`), "PACKED", packed);
}

/** Writes the list of versions, each with its lazy import. */
export function writeIndex(versions) {
  const lines = versions.map(
    (version) => `  "${version}": () => import("./${moduleName(version)}.js"),`,
  );
  const type = "Readonly<Record<string, () => Promise<{ readonly PACKED: string }>>>";
  writeFileSync(
    join(VERSIONS, "index.ts"),
    `${NOTE}\n\nexport const VERSIONS: ${type} = {\n${lines.join("\n")}\n};\n`,
  );
}

/** Writes a module of src/facts that holds one packed text. */
export const writeFacts = (file, data) => writeText(join(FACTS, "facts", file), "PACKED", data);

function writeText(path, name, data) {
  const text = JSON.stringify(data);
  if (/['\\]/.test(text)) throw new Error(`${path}: a fact holds a quote or a backslash`);
  // Short texts fit on the line of their name, as the formatter wants it.
  // The type keeps the text out of the declarations.
  const line = `export const ${name}: string =`;
  const gap = line.length + text.length + 4 > 100 ? "\n  " : " ";
  writeFileSync(path, `${NOTE}\n${line}${gap}'${text}';\n`);
  return { bytes: text.length, compressed: gzipSync(text, { level: 9 }).length };
}
