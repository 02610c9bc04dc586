import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";

/**
 * Writes out aliases and merge keys in place, so that parts can go and sections can change places. For trees that
 * reading has bounded: every alias has its anchor before it.
 */
export function spellOut(root: YAMLMap): void {
  whole(root, new Map());
}

type Anchors = Map<string, Node>;

function whole(node: Node, anchors: Anchors): Node {
  if (isAlias(node)) return copyOf(anchors.get(node.source) ?? node);
  if (isSeq(node))
    node.items = node.items.map((item) => (isNode(item) ? whole(item, anchors) : item));
  if (isMap(node)) {
    for (const pair of node.items) {
      if (isNode(pair.key)) pair.key = whole(pair.key, anchors);
      if (isNode(pair.value)) pair.value = whole(pair.value, anchors);
    }
    merge(node);
  }
  if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
    anchors.set(node.anchor, node);
    delete node.anchor;
  }
  return node;
}

function merge(map: YAMLMap): void {
  const brought = map.items
    .filter(isMerge)
    .flatMap(({ value }) => (isSeq(value) ? value.items : [value]));
  if (brought.length === 0) return;
  map.items = map.items.filter((pair) => !isMerge(pair));
  const known = new Set(map.items.map(({ key }) => String(key)));
  for (const pair of brought.flatMap((each) => (isMap(each) ? each.items : []))) {
    if (known.has(String(pair.key))) continue;
    known.add(String(pair.key));
    map.items.push(pair);
  }
}

const isMerge = ({ key }: Pair): boolean =>
  isScalar(key) && key.type === "PLAIN" && key.source === "<<";

function copyOf(node: Node): Node {
  const copy: unknown = node.clone();
  return isNode(copy) ? copy : node;
}
