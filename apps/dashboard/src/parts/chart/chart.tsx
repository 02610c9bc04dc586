"use client";
import { useState } from "react";
import { moment } from "../../words/format";
import { Button } from "../button";
import { ChartTable } from "./chart-table";
import { type ChartData, PLOT, type Place, type Series, shapeOf, WIDTHS } from "./shape";
import "../../styles/plot.css";

/**
 * Lines over time. Its name is a sentence, the same numbers are a table behind a button, and lines differ by dash as well
 * as by hue.
 */
export function Chart(props: { data: ChartData; legend?: boolean; wide?: boolean }) {
  const { data, legend } = props;
  const [asTable, setAsTable] = useState(false);
  return (
    <div className="plot-box">
      {asTable ? (
        <ChartTable data={data} />
      ) : (
        <Drawing data={data} width={props.wide ? WIDTHS.wide : WIDTHS.narrow} />
      )}
      <div className="plot-foot">
        {legend ? <Legend series={data.series} /> : null}
        <Button
          size="sm"
          kind="ghost"
          aria-pressed={asTable}
          aria-label={`${asTable ? "As a chart" : "As a table"}: ${data.sentence}`}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? "Chart" : "Table"}
        </Button>
      </div>
    </div>
  );
}

function Drawing({ data, width }: { data: ChartData; width: number }) {
  const { ticks, lines, threshold, marks } = shapeOf(data, width);
  const right = width - PLOT.end;
  const [first, last] = [data.times[0], data.times.at(-1)];
  return (
    <svg
      className="plot"
      viewBox={`0 0 ${width} ${PLOT.height}`}
      role="img"
      aria-label={data.sentence}
    >
      {ticks.map(({ y, value }) => (
        <g key={y}>
          <path className="grid" d={`M${PLOT.left} ${y}H${right}`} />
          <text x={PLOT.left - 6} y={y + 3.5} textAnchor="end">
            {data.show(value)}
          </text>
        </g>
      ))}
      {first === undefined || last === undefined ? null : (
        <>
          <text x={PLOT.left} y={PLOT.height - 3}>
            {clock(first)}
          </text>
          <text x={right} y={PLOT.height - 3} textAnchor="end">
            {clock(last)}
          </text>
        </>
      )}
      {threshold === null ? null : (
        <>
          <path className="holds" d={`M${PLOT.left} ${threshold}H${right}`} />
          <text className="holds-t" x={right} y={threshold - 4} textAnchor="end">
            {data.threshold?.label}
          </text>
        </>
      )}
      {marks.map(({ x, label, anchor }, at) => (
        <g key={`${x} ${label}`}>
          <path className="mark" d={`M${x} ${PLOT.top - 2}V${PLOT.bottom}`} />
          <text
            className="mark-t"
            x={anchor === "start" ? x + 4 : x - 4}
            y={PLOT.top + 6 + (at % 2) * 11}
            textAnchor={anchor}
          >
            {label}
          </text>
        </g>
      ))}
      {lines.map(({ series, runs }) =>
        runs.map((run) => <Run key={`${series.key} ${run[0]?.x}`} series={series} run={run} />),
      )}
    </svg>
  );
}

function Run({ series, run }: { series: Series; run: readonly Place[] }) {
  const [start] = run;
  if (start === undefined) return null;
  const classes = [series.tone, series.dash].filter(Boolean).join(" ");
  if (run.length === 1)
    return <circle className={`pt ${classes}`} cx={start.x} cy={start.y} r="2.2" />;
  const d = run.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");
  return <path className={`ln ${classes}`} d={d} />;
}

/** What each line is. */
export function Legend({
  series,
}: {
  series: readonly Pick<Series, "key" | "label" | "tone" | "dash">[];
}) {
  return (
    <div className="plot-legend">
      {series.map(({ key, label, tone, dash }) => (
        <span key={key}>
          <i className={["key", tone, dash].filter(Boolean).join(" ")} />
          {label}
        </span>
      ))}
    </div>
  );
}

const clock = (at: number) => moment(new Date(at).toISOString(), at).slice(0, 5);
