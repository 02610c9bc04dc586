// What components of one version take, read from their Go types: schemas leave options out that the Collector takes.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { go } from "./modules.mjs";

const PROGRAM = fileURLToPath(new URL("types", import.meta.url));
const ATTEMPTS_MAX = 10;

/** Trees by `path@version` of the module; modules that do not build (a dependency cannot be had) are left out and said. */
export async function goTypes(scratch, version, modules) {
  const kept = resultFile(version, modules);
  if (existsSync(kept)) return readResult(kept, modules);
  const folder = join(scratch, `types-${version}`);
  cpSync(PROGRAM, folder, { recursive: true });
  let left = modules;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    writeModule(folder, left);
    const failure = await build(folder);
    if (failure === undefined) {
      const said = execFileSync(join(folder, "types"), { maxBuffer: 256 * 1024 * 1024 });
      writeFileSync(kept, said);
      return readResult(kept, modules);
    }
    const broken = left.filter(({ path }) =>
      failure.includes(`${path.replace(/.*?\/(?=\w+\/\w+$)/, "")}@`),
    );
    if (broken.length === 0) throw new Error(`${version}: types do not build: ${failure}`);
    for (const { path } of broken)
      console.log(`${version}: ${path} does not build; its schema alone counts`);
    left = left.filter((module) => !broken.includes(module));
  }
  throw new Error(`${version}: types do not build`);
}

/** A result is kept in the temporary folder: building it again takes minutes. */
function resultFile(version, modules) {
  const hash = createHash("sha256");
  for (const file of readdirSync(PROGRAM).sort()) hash.update(readFileSync(join(PROGRAM, file)));
  hash.update(JSON.stringify(modules.map((module) => [module.path, module.version])));
  const folder = join(tmpdir(), "fleethub-catalogue");
  mkdirSync(folder, { recursive: true });
  return join(folder, `${version}-${hash.digest("hex").slice(0, 16)}.json`);
}

function readResult(file, modules) {
  const versions = new Map(modules.map(({ path, version }) => [path, version]));
  const read = JSON.parse(readFileSync(file, "utf8"));
  return new Map(read.map(({ path, tree }) => [`${path}@${versions.get(path)}`, tree]));
}

function writeModule(folder, modules) {
  const requires = modules.map(({ path, version }) => `require ${path} v${version}`);
  writeFileSync(join(folder, "go.mod"), ["module types", "go 1.25", ...requires, ""].join("\n"));
  const imports = modules.map(({ path }, index) => `\tc${index} "${path}"`);
  const list = modules.map(({ path }, index) => `\t"${path}": c${index}.NewFactory(),`);
  const head = ["package main", "", "import (", '\t"go.opentelemetry.io/collector/component"'];
  writeFileSync(
    join(folder, "factories.go"),
    [
      ...head,
      ...imports,
      ")",
      "",
      "var factories = map[string]component.Factory{",
      ...list,
      "}",
      "",
    ].join("\n"),
  );
}

/** Undefined, or why it failed. Tests of dependencies may lack modules, which does not matter. */
async function build(folder) {
  try {
    await go(folder, "mod", "tidy", "-e");
    await go(folder, "build", "-trimpath", "-o", "types", ".");
    return undefined;
  } catch (failure) {
    return String(failure.stderr);
  }
}
