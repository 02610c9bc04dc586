import { BOX_HEIGHT, type PlacedBox } from "./placed";

export type Direction = "left" | "right" | "up" | "down";

/** The box that is next in a direction: what lies straight ahead is nearer than what lies aside. */
export function nearestBox(
  boxes: readonly PlacedBox[],
  from: PlacedBox,
  direction: Direction,
): PlacedBox | undefined {
  const a = center(from);
  let best: PlacedBox | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const box of boxes) {
    const b = center(box);
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const ahead = { left: -dx, right: dx, up: -dy, down: dy }[direction];
    const aside = Math.abs(direction === "left" || direction === "right" ? dy : dx);
    if (ahead <= 1) continue;
    const cost = ahead + aside * 3;
    if (cost < least) [best, least] = [box, cost];
  }
  return best;
}

const center = (box: PlacedBox) => ({ x: box.x + box.width / 2, y: box.y + BOX_HEIGHT / 2 });
