// Where a schema says other than what the Collector does: overrides.json, each with its reason.
import { readFileSync } from "node:fs";

const { definitions, options } = JSON.parse(
  readFileSync(new URL("overrides.json", import.meta.url), "utf8"),
);
const byDefinition = new Map(definitions.map((one) => [one.definition, one]));

/** What overrides.json says of a definition or Go type: { node } in its place or { also } beside it; or undefined. */
export const definitionInstead = (id) => byDefinition.get(id);

/** A component's tree with the overrides of its options; says on `unused` (a Set) which ones found their place. */
export function overrideOptions(component, tree, used) {
  let result = tree;
  for (const [index, { components, paths, ...change }] of options.entries()) {
    if (!components.some((name) => matches(name, component))) continue;
    for (const path of paths) {
      const changed = replaceAt(result, path === "" ? [] : path.split("."), change);
      if (changed !== result) used.add(index);
      result = changed;
    }
  }
  return result;
}

/** Every override of options, to say which were of no use. */
export const optionOverrides = options;

function matches(name, { class: kind, type, aliases }) {
  return [type, ...aliases].some((one) => name === `${kind}/${one}`);
}

/** `*` stands for every option, `[]` for the items of a list, `{}` for the values of a map. */
function replaceAt(tree, path, change) {
  const { node, add, addOptions } = change;
  if (tree === null || tree === undefined) return path.length === 0 ? node : tree;
  const [step, ...rest] = path;
  if (step === undefined) {
    if (node !== undefined) return node;
    return { ...tree, ...add, options: { ...tree.options, ...addOptions } };
  }
  if (step === "[]") return withChild(tree, "items", rest, change);
  if (step === "{}") return withChild(tree, "values", rest, change);
  const names = step === "*" ? Object.keys(tree.options ?? {}) : [step];
  let options = tree.options ?? {};
  for (const name of names) {
    const known = Object.hasOwn(options, name);
    if (!known && (rest.length > 0 || node === undefined)) continue;
    const changed = replaceAt(known ? options[name] : undefined, rest, change);
    if (changed !== options[name]) options = { ...options, [name]: changed };
  }
  return options === (tree.options ?? {}) ? tree : { ...tree, options };
}

function withChild(tree, key, path, change) {
  if (tree[key] === undefined) return tree;
  const changed = replaceAt(tree[key], path, change);
  return changed === tree[key] ? tree : { ...tree, [key]: changed };
}
