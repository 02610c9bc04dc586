import type { GatePoint } from "@fleethub/api";
import { type Markup, markup } from "./markup.js";

const WIDTH = 100;
const HEIGHT = 24;

/**
 * The course of a gate: the agents that have the revision, the rest dashed, the limit dotted where there is one. Nothing
 * where there is no course.
 */
export function chart(points: readonly GatePoint[], name: string, limit: number | null): Markup {
  const values = points.flatMap(({ wave, rest }) => [wave ?? [], rest ?? []].flat());
  const first = Date.parse(points[0]?.at ?? "");
  const last = Date.parse(points.at(-1)?.at ?? "");
  if (values.length < 2 || !(last > first)) return markup``;
  const most = Math.max(...values, limit ?? 0, Number.MIN_VALUE);
  const line = (valueOf: (point: GatePoint) => number | null) =>
    points
      .flatMap((point) => {
        const value = valueOf(point);
        if (value === null) return [];
        const x = ((Date.parse(point.at) - first) / (last - first)) * WIDTH;
        return [`${x.toFixed(1)},${(HEIGHT - (value / most) * HEIGHT).toFixed(1)}`];
      })
      .join(" ");
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${name}">${threshold(limit, most)}<polyline class="rest" points="${line(({ rest }) => rest)}"/><polyline points="${line(({ wave }) => wave)}"/></svg>`;
}

function threshold(limit: number | null, most: number): Markup {
  if (limit === null) return markup``;
  const y = (HEIGHT - (limit / most) * HEIGHT).toFixed(1);
  return markup`<polyline class="limit" points="0,${y} ${WIDTH},${y}"/>`;
}
