// Finds config.schema.yaml files and what a `$ref` in one of them points to.
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseYaml } from "./yaml.mjs";

const SCHEMA = "config.schema.yaml";
const REPOSITORIES = [
  "go.opentelemetry.io/collector",
  "github.com/open-telemetry/opentelemetry-collector-contrib",
];

/** Reads schema files by import path; the graphs are asked in order, for the first that has the file. */
export function schemaFiles(graphs) {
  const read = new Map();

  /** The schema file of a folder as { importPath, dir, module, schema }, or null. */
  function fileIn(dir, importPath) {
    const path = join(dir, SCHEMA);
    if (!read.has(path))
      read.set(
        path,
        existsSync(path)
          ? { importPath, dir, schema: parseYaml(readFileSync(path, "utf8")) ?? {} }
          : null,
      );
    return read.get(path);
  }

  async function fileOf(importPath, from) {
    // A folder below the referring file is part of the same module, whatever the graph says.
    if (importPath.startsWith(`${from.importPath}/`)) {
      const below = fileIn(
        join(from.dir, importPath.slice(from.importPath.length + 1)),
        importPath,
      );
      if (below !== null) return below;
    }
    for (const graph of graphs) {
      const found = await graph.find(importPath);
      const file = found && fileIn(join(found.dir, found.rest), importPath);
      if (file) return file;
    }
    return null;
  }

  /** What a `$ref` written in a file means: { file, definition, id }, or null when it leads nowhere. */
  async function resolve(ref, from) {
    if (!/[./]/.test(ref)) {
      const definition = from.schema.$defs?.[ref];
      return definition === undefined
        ? null
        : { file: from, definition, id: `${from.importPath}.${ref}` };
    }
    const dot = ref.lastIndexOf(".");
    const [folder, name] = [ref.slice(0, dot), ref.slice(dot + 1)];
    const importPath = absolute(folder, from);
    const file = await fileOf(importPath, from);
    if (file === null) return null;
    const definition = file.schema.$defs?.[name] ?? (name === "config" ? file.schema : undefined);
    return definition === undefined ? null : { file, definition, id: `${importPath}.${name}` };
  }

  return { fileIn, resolve };
}

function absolute(folder, from) {
  if (folder.startsWith(".")) return posix.join(from.importPath, folder);
  if (!folder.startsWith("/")) return folder;
  const repository = REPOSITORIES.find((path) => from.importPath.startsWith(`${path}/`));
  return `${repository ?? from.importPath}${folder}`;
}
