"use client";
import type { AgentTelemetry, TimelineEntry } from "@fleethub/api";
import { Card } from "../parts/card";
import { Chart } from "../parts/chart";
import { configMarks } from "./config-marks";
import { lossChart, rateChart } from "./flow-charts";

/** What comes in a second, and what is lost, with the moments at which the config changed. */
export function FlowCard(props: { telemetry: AgentTelemetry; history: readonly TimelineEntry[] }) {
  const { points } = props.telemetry;
  const marks = configMarks(props.history);
  return (
    <div className="halves">
      <Card title="Received per second">
        <Chart data={rateChart(points, ["accepted"], "Received", marks)} legend wide />
      </Card>
      <Card title="Lost per second">
        <Chart data={lossChart(points, marks)} legend wide />
      </Card>
    </div>
  );
}
