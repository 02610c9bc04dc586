// Which options are durations and sizes, all versions joined: trees that hold nothing else.

/** Trees by `class/type` (aliases have their own entry), joined over versions. */
export function quantityTrees(catalogues) {
  const joined = new Map();
  for (const { components } of catalogues) {
    for (const { class: kind, type, aliases, options } of components) {
      const tree = options && quantities(options);
      if (!tree) continue;
      for (const name of [type, ...aliases]) {
        const key = `${kind}/${name}`;
        joined.set(key, join(joined.get(key), tree));
      }
    }
  }
  return joined;
}

/** `d`, `z`, or a record of names (`*` for any name or item); null when nothing below is a quantity. */
function quantities(node) {
  if (node.kind === "duration" || node.quantity === "duration") return "d";
  if (node.kind === "size") return "z";
  let result = null;
  for (const fitting of node.alternatives ?? []) result = join(result, quantities(fitting));
  const children = [
    ...Object.entries(node.options ?? {}),
    ...(node.values ? [["*", node.values]] : []),
    ...(node.items ? [["*", node.items]] : []),
  ];
  for (const [name, child] of children) {
    const below = quantities(child);
    if (below !== null) result = join(result, { [name]: below });
  }
  return result;
}

function join(left, right) {
  if (left === undefined || left === null || left === right) return right;
  if (right === null || typeof left === "string") return left;
  if (typeof right === "string") return right;
  const result = { ...left };
  for (const [name, node] of Object.entries(right)) result[name] = join(left[name], node);
  return result;
}

/** Equal trees once: `{ nodes, components }`, where a number is a place in nodes. */
export function packQuantities(joined) {
  const places = new Map();
  const nodes = [];
  const place = (tree) => {
    if (typeof tree === "string") return tree;
    const packed = Object.fromEntries(
      Object.entries(tree).map(([name, child]) => [name, place(child)]),
    );
    const text = JSON.stringify(packed);
    if (!places.has(text)) {
      places.set(text, nodes.length);
      nodes.push(packed);
    }
    return places.get(text);
  };
  const components = {};
  for (const [key, tree] of [...joined].sort(([a], [b]) => (a < b ? -1 : 1)))
    components[key] = place(tree);
  return { nodes, components };
}
