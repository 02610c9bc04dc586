// The components of one Collector version: from their modules of that version, else borrowed from the nearest one.
import { definitionInstead, overrideOptions } from "./overrides.mjs";
import { readMetadata } from "./metadata.mjs";
import { optionTrees } from "./option-tree.mjs";
import { schemaFiles } from "./schema-files.mjs";

/**
 * Reads every component for a version. `had` is what `download` gave by version and path, `graphs` the module graph by
 * version. Gives { components, missing, unresolved }.
 */
export async function componentsOf(version, { versions, had, graphs, paths, used }) {
  const components = [];
  const missing = [];
  const unresolved = new Map();
  const nearest = byDistance(version, versions);
  const files = schemaFiles(nearest.map((one) => graphs.get(one)));
  const report = (ref, from) =>
    unresolved.set(`${from}: ${ref}`, (unresolved.get(`${from}: ${ref}`) ?? 0) + 1);
  const trees = optionTrees(files, { instead: definitionInstead, report });

  for (const path of paths) {
    const modules = nearest
      .map((one) => had.get(one).get(path))
      .filter((module) => module.dir !== undefined);
    const [module] = modules;
    const metadata = module && readMetadata(module.dir);
    if (!metadata) {
      missing.push(path);
      continue;
    }
    const described = modules.find(({ dir }) => files.fileIn(dir, path) !== null);
    const schema = described && files.fileIn(described.dir, path);
    const tree = schema ? await trees.root(schema) : null;
    const options = overrideOptions(metadata, tree, used);
    const from = described ?? module;
    components.push({
      ...metadata,
      path,
      options: options && { kind: "object", ...options },
      ...(from.version === version ? {} : { borrowed: from.version }),
      ...(module.version === version ? {} : { foreign: true }),
    });
  }
  return { components, missing, unresolved };
}

/** The versions, the closest first and of two equally close the newer. */
function byDistance(version, versions) {
  const minor = (one) => Number(one.split(".")[1]);
  const distance = (one) => Math.abs(minor(one) - minor(version));
  return [...versions].sort((a, b) => distance(a) - distance(b) || minor(b) - minor(a));
}
