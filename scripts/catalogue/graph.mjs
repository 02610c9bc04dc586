// The versions that modules take when a Collector is built from all components of one version.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { download, go } from "./modules.mjs";

/**
 * The module graph of a set of modules: `find(importPath)` gives { dir, rest } of the longest module path that begins
 * an import path, or null when it is not in the graph or cannot be had.
 */
export async function moduleGraph(scratch, name, modules) {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  const requires = modules.map(({ path, version }) => `require ${path} v${version}`);
  writeFileSync(
    join(folder, "go.mod"),
    ["module catalogue", "go 1.25", ...requires, ""].join("\n"),
  );
  const listed = await go(
    folder,
    "list",
    "-m",
    "-e",
    "-f",
    "{{.Path}} {{.Version}} {{.Dir}}",
    "all",
  );
  const known = new Map(
    listed.split("\n").map((line) => {
      const [path, version = "", ...dir] = line.split(" ");
      return [path, { path, version: version.replace(/^v/, ""), dir: dir.join(" ") }];
    }),
  );
  return {
    async find(importPath) {
      const module = known.get(longestPrefix(importPath, known));
      if (module === undefined || module.version === "") return null;
      if (module.dir === "") {
        const had = await download(folder, module.path, module.version);
        if (had.dir === undefined) return null;
        module.dir = had.dir;
      }
      return { dir: module.dir, rest: importPath.slice(module.path.length + 1) };
    },
  };
}

function longestPrefix(importPath, known) {
  for (let path = importPath; path.includes("/"); path = path.slice(0, path.lastIndexOf("/")))
    if (known.has(path)) return path;
  return undefined;
}
