import type { DrawnJoin } from "./drawn";
import { BOX_HEIGHT, type PlacedBox, type PlacedLane } from "./placed";

const TRACK = 8;
const TRACKS_MAX = 12;
const BEND = 6;

/**
 * The ways of connectors from lane to lane: out of the box on the right, along the margin, through the space above
 * the other lane, down the left margin and into the box. Each has its own track while there are few.
 */
export function routed(
  joins: readonly DrawnJoin[],
  boxes: readonly PlacedBox[],
  lanes: readonly PlacedLane[],
  edge: { readonly left: number; readonly right: number },
): readonly { readonly of: DrawnJoin; readonly path: string }[] {
  const arrived = new Map<string, number>();
  return joins.flatMap((of, at) => {
    const box = (lane: string, role: string) =>
      boxes.find((one) => one.lane === lane && one.role === role && one.id === of.connector);
    const [from, to] = [box(of.from, "exporter"), box(of.to, "receiver")];
    const lane = lanes.find((one) => one.id === of.to);
    if (from === undefined || to === undefined || lane === undefined) return [];
    const n = arrived.get(of.to) ?? 0;
    arrived.set(of.to, n + 1);
    const track = at % TRACKS_MAX;
    const right = edge.right - track * TRACK;
    const left = edge.left + track * TRACK;
    const between = lane.y - 4 - (n % 6) * TRACK;
    const [out, into] = [from.y + BOX_HEIGHT / 2, to.y + BOX_HEIGHT / 2];
    const points: readonly (readonly [number, number])[] = [
      [from.x + from.width, out],
      [right, out],
      [right, between],
      [left, between],
      [left, into],
      [to.x, into],
    ];
    return [{ of, path: rounded(points) }];
  });
}

/** A line with right angles, its corners rounded. */
export function rounded(points: readonly (readonly [number, number])[]): string {
  let path = "";
  for (const [at, point] of points.entries()) {
    const [before, after] = [points[at - 1], points[at + 1]];
    if (before === undefined) path += `M${point[0]} ${point[1]}`;
    else if (after === undefined) path += `L${point[0]} ${point[1]}`;
    else {
      const a = towards(point, before);
      const b = towards(point, after);
      path += `L${a[0]} ${a[1]}Q${point[0]} ${point[1]} ${b[0]} ${b[1]}`;
    }
  }
  return path;
}

function towards(
  [x, y]: readonly [number, number],
  [toX, toY]: readonly [number, number],
): readonly [number, number] {
  const length = Math.hypot(toX - x, toY - y) || 1;
  const step = Math.min(BEND, length / 2) / length;
  return [x + (toX - x) * step, y + (toY - y) * step];
}
