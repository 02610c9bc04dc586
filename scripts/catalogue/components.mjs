// The components of one Collector version: from their modules of that version, else borrowed from the nearest one.
import { joinTypes } from "./join-types.mjs";
import { readMetadata } from "./metadata.mjs";
import { definitionInstead, overrideOptions } from "./overrides.mjs";
import { optionTrees } from "./option-tree.mjs";
import { schemaFiles } from "./schema-files.mjs";

/**
 * Reads every component for a version. By version: `had` is what `download` gave by path, `graphs` the module graph,
 * and of versions with a catalogue `types` the Go types by path and module version. Gives { components, missing, unresolved }.
 */
export async function componentsOf(version, { versions, had, graphs, types, paths, used }) {
  const components = [];
  const missing = [];
  const unresolved = new Map();
  const nearest = byDistance(version, versions);
  const files = schemaFiles(nearest.map((one) => graphs.get(one)));
  const report = (ref, from) => {
    const what = `${from}: ${ref}`;
    unresolved.set(what, (unresolved.get(what) ?? 0) + 1);
  };
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
    const typeOf = (one) =>
      nearest.map((near) => types.get(near)?.get(`${path}@${one.version}`)).find(Boolean);
    const schemaOf = (one) => files.fileIn(one.dir, path);
    const described = modules.find((one) => schemaOf(one) !== null);
    const schema = described ? await trees.root(schemaOf(described)) : null;
    const source = modules.find((one) => typeOf(one) || one === described);
    const type = source && typeOf(source);
    const tree = type ? joinTypes(type, schema, definitionInstead) : schema;
    const from = source ?? module;
    components.push({
      ...metadata,
      path,
      options: overrideOptions(metadata, tree, used),
      ...(from.version === version ? {} : { borrowed: from.version }),
    });
  }
  return { components, missing, unresolved };
}

/** The modules that are built together for a version: its own, and older ones where it has none. */
export function buildable(version, { versions, had, paths }) {
  const nearest = byDistance(version, versions).filter((one) => minor(one) <= minor(version));
  return paths.flatMap((path) => {
    const module = nearest
      .map((one) => had.get(one).get(path))
      .find(({ dir }) => dir !== undefined);
    return module === undefined ? [] : [module];
  });
}

const minor = (version) => Number(version.split(".")[1]);

/** The versions, the closest first and of two equally close the newer. */
function byDistance(version, versions) {
  const distance = (one) => Math.abs(minor(one) - minor(version));
  return [...versions].sort((a, b) => distance(a) - distance(b) || minor(b) - minor(a));
}
