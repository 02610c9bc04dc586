"use client";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { plural } from "../../words/format";
import { MapBox } from "./box";
import type { Drawn, DrawnBox } from "./drawn";
import { inWords } from "./in-words";
import { layoutOf } from "./layout";
import type { Layout, PlacedBox, PlacedEdge } from "./placed";
import { type Direction, nearestBox } from "./walk";

/** Below this share of its natural size a map scrolls instead of shrinking, so that names stay readable. */
const SHRINK_MIN = 0.8;

/**
 * Pipelines as lanes: receivers, processors in order, exporters, with connectors between lanes. The drawing is one
 * static SVG; the same is said in words beneath. With `onChoose` the boxes are buttons: one tab stop, arrows move.
 */
export function PipelineMap(props: {
  drawn: Drawn;
  label: string;
  headings?: boolean;
  onChoose?: (box: Pick<DrawnBox, "id" | "role" | "connector">, lane: string) => void;
}) {
  const { drawn, onChoose } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const layout = useMemo(() => layoutOf(drawn, width), [drawn, width]);
  const words = useMemo(() => inWords(drawn), [drawn]);
  const [at, setAt] = useState<string | null>(null);
  const stop = layout.boxes.find((box) => box.key === at)?.key ?? layout.boxes[0]?.key;
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const direction = KEYS[event.key];
    const from = layout.boxes.find((box) => box.key === stop);
    if (!onChoose || !from) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return onChoose(from, from.lane);
    }
    const next = direction && nearestBox(layout.boxes, from, direction);
    if (!next) return;
    event.preventDefault();
    setAt(next.key);
    const svg = event.currentTarget;
    requestAnimationFrame(() =>
      svg.querySelector<SVGGElement>('[tabindex="0"]')?.focus({ preventScroll: false }),
    );
  };
  const top = props.headings ? 22 : 0;
  return (
    <div className="map">
      <div className="map-frame" ref={frame} {...scrolled(props.label)}>
        <svg
          className="flowmap"
          viewBox={`0 ${-top} ${layout.width} ${layout.height + top}`}
          style={{ width: layout.width, minWidth: layout.width * SHRINK_MIN }}
          role={onChoose ? "group" : "img"}
          aria-label={`${props.label}: ${plural(drawn.lanes.length, "pipeline")}`}
          onKeyDown={onKeyDown}
        >
          {props.headings ? <Headings layout={layout} /> : null}
          {layout.lanes.map((lane) => (
            <g key={lane.id}>
              <rect
                className={`lane ${lane.standing}`}
                x="0.75"
                y={lane.y + 0.75}
                width={layout.width - 1.5}
                height={lane.height - 1.5}
                rx="8"
              />
              <text className="t" x={layout.columns[0]} y={lane.y + 20}>
                <tspan className={lane.standing}>{lane.id}</tspan>
                {lane.standing === "same" ? null : (
                  <tspan className="q" dx="8">
                    {lane.standing === "new" ? "new pipeline" : "pipeline is gone"}
                  </tspan>
                )}
              </text>
            </g>
          ))}
          {layout.joins.map(({ of, path }) => (
            <path
              key={`${of.connector} ${of.from} ${of.to}`}
              className={`e join ${of.standing}`}
              d={path}
            />
          ))}
          {layout.edges.map((edge, n) => (
            <path key={n} className={edgeClass(edge)} d={edge.path} />
          ))}
          {layout.boxes.map((box) => (
            <MapBox
              key={box.key}
              box={box}
              {...(onChoose
                ? {
                    stop: box.key === stop,
                    onFocus: () => setAt(box.key),
                    onChoose: () => {
                      setAt(box.key);
                      onChoose(box, box.lane);
                    },
                  }
                : {})}
            />
          ))}
        </svg>
      </div>
      <details className="map-words">
        <summary>In words</summary>
        <ul>
          {words.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {drawn.leftOut > 0 ? (
          <p>{`${plural(drawn.leftOut, "pipeline")} more than a picture holds: see the text.`}</p>
        ) : null}
      </details>
    </div>
  );
}

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** What scrolls is reached by keyboard, and has a name. */
const scrolled = (label: string) => ({
  tabIndex: 0,
  role: "region",
  "aria-label": `${label}, picture`,
});

function Headings({ layout: { columns, boxes } }: { layout: Layout }) {
  const [receivers, processors, exporters] = columns;
  return (
    <>
      <text className="q" x={receivers} y="-8">
        Receivers
      </text>
      {boxes.some((box: PlacedBox) => box.role === "processor") ? (
        <text className="q" x={processors} y="-8">
          Processors, in order
        </text>
      ) : null}
      <text className="q" x={exporters} y="-8">
        Exporters
      </text>
    </>
  );
}

function edgeClass({ standing, trouble, gap }: PlacedEdge): string {
  return ["e", standing, gap ? "gap" : "", trouble ?? ""].filter(Boolean).join(" ");
}

const WIDTH_FIRST = 560;

function useWidth(frame: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(WIDTH_FIRST);
  useEffect(() => {
    const element = frame.current;
    if (!element || typeof ResizeObserver === "undefined") return;
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, [frame]);
  return width;
}
