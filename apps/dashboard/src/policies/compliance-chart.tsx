"use client";
import type { PolicyDay } from "@fleethub/api";
import { useState } from "react";
import { COMPLIANCE_DAYS } from "../data/policies";
import { Button } from "../parts/button";
import { count } from "../words/format";
import {
  CHART,
  type ComplianceDay,
  complianceOf,
  complianceSentence,
  complianceShape,
  percentWords,
} from "./compliance";

const DAY_MS = 86_400_000;
const short = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});

/** Share of agents that complied, day by day. Its name is a sentence; the same numbers are a table on request. */
export function ComplianceChart({ days: told }: { days: readonly PolicyDay[] }) {
  const [asTable, setAsTable] = useState(false);
  const days = complianceOf(told);
  const sentence = complianceSentence(days);
  if (days.length === 0)
    return (
      <p className="quiet">
        No day has been judged yet. The first one is told as soon as an agent in scope reports what
        it runs.
      </p>
    );
  return (
    <div className="stack">
      {asTable ? <DayTable days={days} /> : <Drawing days={days} sentence={sentence} />}
      <div className="row between">
        <p className="soft small">{sentence}</p>
        <Button size="sm" kind="ghost" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? "As a chart" : "As a table"}
        </Button>
      </div>
    </div>
  );
}

function Drawing({ days, sentence }: { days: readonly ComplianceDay[]; sentence: string }) {
  const now = Date.now();
  const today = new Date(now).toISOString().slice(0, 10);
  const { runs, lines } = complianceShape(days, today, COMPLIANCE_DAYS);
  const first = short.format(new Date(now - (COMPLIANCE_DAYS - 1) * DAY_MS));
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${CHART.width} ${CHART.height}`}
      role="img"
      aria-label={sentence}
    >
      {lines.map(({ y, label }) => (
        <g key={label}>
          <path className="grid" d={`M${CHART.left} ${y}H${CHART.right}`} />
          <text x={CHART.left - 6} y={y + 3.5} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      <text x={CHART.left} y={CHART.height - 3}>
        {first}
      </text>
      <text x={CHART.right} y={CHART.height - 3} textAnchor="end">
        today
      </text>
      {runs.map((run) => {
        const [start] = run;
        if (start === undefined) return null;
        return run.length === 1 ? (
          <circle key={start.x} className="pt" cx={start.x} cy={start.y} r="2.6" />
        ) : (
          <path
            key={start.x}
            className="ln"
            d={run.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("")}
          />
        );
      })}
    </svg>
  );
}

function DayTable({ days }: { days: readonly ComplianceDay[] }) {
  return (
    <div className="pol-days" role="region" aria-label="Days of compliance" tabIndex={0}>
      <table className="tbl">
        <thead>
          <tr>
            <th>Day, UTC</th>
            <th className="num">Judged</th>
            <th className="num">Complied at worst</th>
            <th className="num">Share</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((one) => (
            <tr key={one.day}>
              <td>{one.day}</td>
              <td className="num">{count(one.judged)}</td>
              <td className="num">{count(one.worst)}</td>
              <td className="num">{percentWords(one.percent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
