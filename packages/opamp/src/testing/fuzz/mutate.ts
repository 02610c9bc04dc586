import { WIRE } from "../../wire.js";
import type { SeededRandom } from "./random.js";
import { ODD_TEXTS, ODD_VARINTS } from "./odd-values.js";
import { type WireNode, copyOf, putTogether } from "./wire-tree.js";

/** Copies of one field that a mutation makes, mostly few. */
const COPIES_MAX = 300;
const NESTING_MAX = 200;
const MUTATIONS_MAX = 4;

type Mutation = (siblings: WireNode[], index: number, donor: Donor, random: SeededRandom) => void;

/** Fields of other messages, to be put where they do not belong. */
export interface Donor {
  node(): WireNode;
}

/** What is done to the structure of a message, one field at a time. */
const MUTATIONS: readonly Mutation[] = [
  function drop(siblings, index) {
    siblings.splice(index, 1);
  },
  function repeat(siblings, index, _, random) {
    const copies = random.oneIn(40) ? random.below(COPIES_MAX) : 1 + random.below(4);
    const node = siblings[index];
    if (node === undefined) return;
    siblings.splice(index, 0, ...Array.from({ length: copies }, () => copyOf([node])).flat());
  },
  function move(siblings, index, _, random) {
    siblings.splice(random.below(siblings.length), 0, ...siblings.splice(index, 1));
  },
  function splice(siblings, index, donor, random) {
    const node = siblings[index];
    const strange = donor.node();
    if (random.oneIn(2) && node !== undefined) strange.field = node.field;
    siblings.splice(index, random.below(2), strange);
  },
  function otherWireType(siblings, index, _, random) {
    const node = siblings[index];
    if (node !== undefined) node.wire = random.below(8);
  },
  function otherField(siblings, index, _, random) {
    const node = siblings[index];
    if (node === undefined) return;
    node.field = random.oneIn(4) ? random.pick([0, 15, 16, 2047, 2 ** 29 - 1]) : random.below(18);
  },
  function lieAboutLength(siblings, index, _, random) {
    const node = siblings[index];
    if (node?.wire !== WIRE.bytes) return;
    node.lie = random.oneIn(2)
      ? random.pick(ODD_VARINTS)
      : Uint8Array.of(random.below(node.value.length + 8) & 0x7f);
  },
  function oddVarint(siblings, index, _, random) {
    const node = siblings[index];
    if (node?.wire === WIRE.varint) node.value = random.pick(ODD_VARINTS);
  },
  function oddText(siblings, index, _, random) {
    const node = siblings[index];
    if (node?.wire !== WIRE.bytes) return;
    node.children = undefined;
    node.value = random.pick(ODD_TEXTS);
  },
  function flip(siblings, index, _, random) {
    const node = siblings[index];
    if (node === undefined || node.value.length === 0) return;
    node.value = node.value.slice();
    node.value[random.below(node.value.length)] = random.bits() & 0xff;
  },
  function shorten(siblings, index, _, random) {
    const node = siblings[index];
    if (node !== undefined) node.value = node.value.slice(0, random.below(node.value.length + 1));
  },
  function nest(siblings, index, _, random) {
    const node = siblings[index];
    if (node?.children === undefined) return;
    const times = random.oneIn(20) ? random.below(NESTING_MAX) : 1 + random.below(4);
    let inside = node.children;
    for (let level = 0; level < times; level += 1) {
      inside = [
        { field: node.field, wire: WIRE.bytes, value: EMPTY, children: inside, lie: undefined },
      ];
    }
    node.children = inside;
  },
  function group(siblings, index, _, random) {
    const field = 1 + random.below(20);
    const depth = random.oneIn(10) ? random.below(40) : 1 + random.below(3);
    const one = (wire: number): WireNode => ({
      field: random.oneIn(30) ? field + 1 : field,
      wire,
      value: EMPTY,
      children: undefined,
      lie: undefined,
    });
    const opening = Array.from({ length: depth }, () => one(WIRE.startGroup));
    const closing = Array.from({ length: depth }, () => one(WIRE.endGroup));
    siblings.splice(index, 0, ...opening, ...closing);
  },
  function withItself(siblings, index) {
    const node = siblings[index];
    if (node?.children !== undefined) node.children.push(...copyOf(node.children));
  },
];

const EMPTY = new Uint8Array();

/** A few changes of structure, then of bytes; sometimes none of either. */
export function mutateMessage(
  message: readonly WireNode[],
  donor: Donor,
  random: SeededRandom,
): Uint8Array {
  const nodes = copyOf(message);
  const changes = random.below(MUTATIONS_MAX + 1);
  for (let count = 0; count < changes; count += 1) {
    const siblings = somewhereIn(nodes, random);
    if (siblings.length === 0) siblings.push(donor.node());
    else random.pick(MUTATIONS)(siblings, random.below(siblings.length), donor, random);
  }
  return mutateBytes(putTogether(nodes), random);
}

/** The fields of the message, or of one inside it. */
function somewhereIn(nodes: WireNode[], random: SeededRandom): WireNode[] {
  let here = nodes;
  while (!random.oneIn(3)) {
    const inside = here[random.below(Math.max(1, here.length))]?.children;
    if (inside === undefined) return here;
    here = inside;
  }
  return here;
}

/** Cuts, inserts and flips without a thought for structure. */
function mutateBytes(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  const at = random.below(bytes.length + 1);
  switch (random.below(12)) {
    case 0:
      return bytes.subarray(0, at);
    case 1: {
      const inserted = random.oneIn(2) ? random.pick(ODD_VARINTS) : random.bytes(random.below(12));
      return join(bytes.subarray(0, at), inserted, bytes.subarray(at));
    }
    case 2:
      return join(bytes.subarray(0, at), bytes.subarray(at + random.below(20)));
    case 3: {
      const flipped = bytes.slice();
      for (let count = random.below(8); count >= 0 && bytes.length > 0; count -= 1) {
        flipped[random.below(bytes.length)] = random.bits() & 0xff;
      }
      return flipped;
    }
    default:
      return bytes;
  }
}

export function join(...pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}
