import type { OptionNode } from "./catalogue.js";
import type { PackedLeaf, PackedNode, PackedParts } from "./packed.js";

const LEAVES: Readonly<Record<PackedLeaf, OptionNode>> = {
  s: { kind: "string" },
  x: { kind: "string", secret: true },
  b: { kind: "boolean" },
  i: { kind: "integer" },
  u: { kind: "integer", unsigned: true },
  n: { kind: "number" },
  d: { kind: "duration" },
  z: { kind: "size" },
  a: { kind: "any" },
  l: { kind: "array", items: { kind: "string" } },
};

/** A reader of packed nodes: shared ones are unpacked once, when first met. */
export function unpackNodes(shared: readonly PackedNode[]): (packed: PackedNode) => OptionNode {
  const done = new Map<number, OptionNode>();

  const unpack = (packed: PackedNode): OptionNode => {
    if (typeof packed === "string") return LEAVES[packed];
    if (typeof packed === "object") return unpackParts(packed);
    const known = done.get(packed);
    if (known !== undefined) return known;
    const node = unpack(shared[packed] ?? "a");
    done.set(packed, node);
    return node;
  };

  const unpackParts = (parts: PackedParts): OptionNode => ({
    ...(parts.t === undefined ? { kind: kindOf(parts) } : unpack(parts.t)),
    ...(parts.p === undefined ? {} : { options: unpackOptions(parts.p) }),
    ...(parts.v === undefined ? {} : { values: unpack(parts.v) }),
    ...(parts.i === undefined ? {} : { items: unpack(parts.i) }),
    ...(parts.e === undefined ? {} : { enum: parts.e }),
    ...(parts.f === undefined ? {} : { alternatives: parts.f.map(unpack) }),
    ...(parts.o === undefined ? {} : { open: true }),
    ...(parts.c === undefined ? {} : { anyCase: true }),
    ...(parts.d === undefined ? {} : { deprecated: true }),
    ...(parts.q === undefined ? {} : { required: true }),
  });

  const unpackOptions = (options: Readonly<Record<string, PackedNode>>) =>
    Object.fromEntries(Object.entries(options).map(([name, node]) => [name, unpack(node)]));

  return unpack;
}

function kindOf(parts: PackedParts): OptionNode["kind"] {
  if (parts.f !== undefined) return "any";
  if (parts.i !== undefined) return "array";
  return parts.e === undefined ? "object" : "string";
}
