// The short form of option trees: src/catalogue/packed.ts says what the letters mean.
const LEAVES = {
  string: "s",
  boolean: "b",
  integer: "i",
  number: "n",
  duration: "d",
  size: "z",
  any: "a",
};

/** Packs many trees into one list of shared nodes. `add(tree)` gives a place; `finish()` the list and the packed trees. */
export function packer() {
  const texts = new Map();
  const roots = [];

  /** Interns a subtree: equal ones have one number. */
  function intern(node) {
    const packed = shallow(node, intern);
    const text = JSON.stringify(packed);
    const known = texts.get(text);
    if (known !== undefined) {
      known.uses += 1;
      return known.id;
    }
    const id = texts.size;
    texts.set(text, { id, uses: 1, packed });
    return id;
  }

  return {
    add(tree) {
      roots.push(tree === null ? null : intern(tree));
      return roots.length - 1;
    },
    finish() {
      const entries = [...texts.values()];
      const shared = new Map();
      const nodes = [];
      const written = (id) => {
        const { packed, uses } = entries[id];
        if (typeof packed === "string") return packed;
        const place = shared.get(id);
        if (place !== undefined) return place;
        const full = mapChildren(packed, written);
        // Short nodes cost less than a number that points to them.
        if (uses < 2 || JSON.stringify(full).length < SHARED_LENGTH_MIN) return full;
        nodes.push(full);
        shared.set(id, nodes.length - 1);
        return nodes.length - 1;
      };
      const trees = roots.map((id) => (id === null ? null : written(id)));
      return { nodes, trees };
    },
  };
}

const SHARED_LENGTH_MIN = 24;

function shallow(node, child) {
  const { kind, options, values, open, items, alternatives, deprecated, required } = node;
  const marks = { ...(deprecated ? { d: 1 } : {}), ...(required ? { q: 1 } : {}) };
  const marked = Object.keys(marks).length > 0;
  if (alternatives) return { f: alternatives.map(child), ...marks };
  if (kind === "object") {
    return {
      ...(options ? { p: mapValues(options, child) } : {}),
      ...(values ? { v: child(values) } : {}),
      ...(open ? { o: 1 } : {}),
      ...marks,
    };
  }
  if (kind === "array" && !(plain(items) && items.kind === "string" && !marked))
    return { i: child(items ?? { kind: "any" }), ...marks };
  if (kind === "array") return "l";
  if (node.enum) return { e: node.enum, ...(node.anyCase ? { c: 1 } : {}), ...marks };
  const leaf = node.secret ? "x" : node.unsigned ? "u" : LEAVES[kind];
  return marked ? { t: leaf, ...marks } : leaf;
}

const plain = (node) => node !== undefined && Object.keys(node).length === 1;

const mapValues = (record, change) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

function mapChildren(packed, change) {
  return {
    ...packed,
    ...(packed.p ? { p: mapValues(packed.p, change) } : {}),
    ...(packed.v === undefined ? {} : { v: change(packed.v) }),
    ...(packed.i === undefined ? {} : { i: change(packed.i) }),
    ...(packed.f ? { f: packed.f.map(change) } : {}),
  };
}
