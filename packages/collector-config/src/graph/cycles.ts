import type { ConfigGraph, GraphLink } from "./graph.js";

/** Ways through connectors that come back to where they began; one for each group of pipelines in a circle. */
export function cyclesOf(graph: ConfigGraph): GraphLink[][] {
  const out = new Map<string, GraphLink[]>();
  for (const link of graph.links) {
    if (!link.supported) continue;
    const links = out.get(link.from);
    if (links === undefined) out.set(link.from, [link]);
    else links.push(link);
  }
  const done = new Set<string>();
  const cycles: GraphLink[][] = [];
  for (const start of out.keys()) {
    if (done.has(start)) continue;
    const cycle = search(start, out, done);
    if (cycle !== undefined) cycles.push(cycle);
  }
  return cycles;
}

/** Depth first without recursion; marks everything it has seen as done. */
function search(
  start: string,
  out: ReadonlyMap<string, readonly GraphLink[]>,
  done: Set<string>,
): GraphLink[] | undefined {
  const path: GraphLink[] = [];
  const onPath = new Set([start]);
  const open = [{ pipeline: start, next: 0 }];
  let found: GraphLink[] | undefined;
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const link = out.get(top.pipeline)?.[top.next++];
    if (link === undefined) {
      done.add(top.pipeline);
      onPath.delete(top.pipeline);
      open.pop();
      path.pop();
    } else if (onPath.has(link.to)) {
      found ??= [...path.slice(indexOfStart(path, link.to)), link];
    } else if (!done.has(link.to)) {
      path.push(link);
      onPath.add(link.to);
      open.push({ pipeline: link.to, next: 0 });
    }
  }
  return found;
}

function indexOfStart(path: readonly GraphLink[], pipeline: string): number {
  const index = path.findIndex((link) => link.from === pipeline);
  return index < 0 ? path.length : index;
}
