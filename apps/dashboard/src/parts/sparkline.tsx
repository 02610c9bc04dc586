import type { CSSProperties } from "react";

/** Highest value of a point. */
const MOST = 255;

/** The outline of a filled curve: points from 0 to 255 from left to right, closed at the bottom. */
export function sparkPath(points: readonly number[]): string {
  const last = points.length - 1;
  const corners = points.map(
    (value, at) => `${round((at / last) * 100)}% ${round(100 - (value / MOST) * 92)}%`,
  );
  return `polygon(0% 100%, ${corners.join(", ")}, 100% 100%)`;
}

/** The last hour as one element, drawn by its outline alone. `flat`: nothing moves that should. */
export function Sparkline(props: { points: readonly number[]; tone?: "bad" | "flat" | undefined }) {
  const path: CSSProperties & { "--p": string } = { "--p": sparkPath(props.points) };
  const className = props.tone === undefined ? "spark" : `spark ${props.tone}`;
  if (props.points.length < 2) return null;
  return <i className={className} style={path} aria-hidden="true" />;
}

const round = (value: number) => Math.round(value * 10) / 10;
