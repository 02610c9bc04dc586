"use client";
import type { AgentDetail, AgentTelemetry } from "@fleethub/api";
import { useTimeline } from "../data/queries";
import { useTelemetry } from "../data/telemetry";
import { useAgentResource } from "../data/session";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Card } from "../parts/card";
import { Chart, type ChartData } from "../parts/chart";
import { Empty } from "../parts/empty";
import { Note } from "../parts/note";
import { Skeleton } from "../parts/skeleton";
import { TabPanel } from "../parts/tabs";
import { Trouble } from "../parts/trouble";
import { FLOW } from "../words/flow";
import { duration } from "../words/format";
import { ComponentsCard } from "./components-card";
import { configMarks } from "./config-marks";
import { cpuChart, lossChart, memoryChart, queueChart, rateChart } from "./flow-charts";
import { HeartbeatCard } from "./heartbeat-card";
import { OwnMetricsCard, ownMetricsWait, useConnect } from "./own-metrics-card";
import "../styles/pages/telemetry.css";

/** Entries of the history that are looked through for changes of the config. */
const HISTORY = 40;

/** What the agent's own metrics say: does data move, where is it lost, what does it cost. */
export function TelemetryTab({ agent }: { agent: AgentDetail }) {
  const telemetry = useTelemetry(agent.uid);
  const { data } = telemetry;
  return (
    <TabPanel of="telemetry">
      {telemetry.error ? (
        <Trouble error={telemetry.error} onRetry={() => void telemetry.refetch()} />
      ) : null}
      {data === undefined ? (
        telemetry.error ? null : (
          <Skeleton lines={10} label="Loading its own metrics" />
        )
      ) : data.points.length === 0 ? (
        <NotReported agent={agent} telemetry={data} />
      ) : (
        <Reported agent={agent} telemetry={data} />
      )}
    </TabPanel>
  );
}

/** A sentence, and what turning it on does. */
function NotReported({ agent, telemetry }: { agent: AgentDetail; telemetry: AgentTelemetry }) {
  const resource = useAgentResource(agent);
  const { connect, dialog } = useConnect(agent);
  const waits = ownMetricsWait(agent);
  return (
    <>
      <Empty
        title={telemetry.reason || FLOW["not-reported"].meaning}
        action={
          <Locked action="agents.write" resource={resource}>
            <Button icon="pulse" waitsFor={waits} onClick={connect}>
              Turn own metrics on
            </Button>
          </Locked>
        }
      >
        {waits === undefined
          ? "Turned on, it is asked to send its own metrics here: what it accepts, sends and loses, its memory and processor. Its Collector restarts once; what it runs stays the same."
          : `${waits}, so it cannot be asked for them. In supervisor.yaml it is capabilities.reports_own_metrics.`}
      </Empty>
      {dialog}
      <HeartbeatCard agent={agent} />
    </>
  );
}

function Reported({ agent, telemetry }: { agent: AgentDetail; telemetry: AgentTelemetry }) {
  const { points, flow } = telemetry;
  const timeline = useTimeline(agent.uid, HISTORY);
  const marks = configMarks(timeline.data?.items ?? []);
  const { tone, word } = FLOW[flow];
  const queue = queueChart(points);
  const memory = memoryChart(points);
  const cpu = cpuChart(points);
  return (
    <>
      <Note tone={tone} icon={flow === "flowing" ? "ok" : "pulse"}>
        <b>{word}.</b> {telemetry.reason || FLOW[flow].meaning}
      </Note>
      <div className="three tel-charts">
        <Titled title="Accepted" data={rateChart(points, ["accepted"], "Accepted", marks)} />
        <Titled title="Sent" data={rateChart(points, ["sent"], "Sent", marks)} />
        <Titled title="Not sent, dropped, refused" data={lossChart(points, marks)} />
        {queue === null ? null : <Titled title="Queue of exporters" data={queue} />}
        {memory === null ? null : <Titled title="Memory" data={memory} />}
        {cpu === null ? null : <Titled title="Processor" data={cpu} />}
      </div>
      <div className="two">
        <ComponentsCard components={telemetry.components} />
        <div className="stack wide-gap">
          <OwnMetricsCard agent={agent} telemetry={telemetry} />
          <HeartbeatCard agent={agent} />
          {telemetry.uptimeSeconds === null ? null : (
            <Card title="Running">
              <p className="soft">
                For {duration(telemetry.uptimeSeconds * 1_000)}, as its own metrics say.
              </p>
            </Card>
          )}
        </div>
      </div>
    </>
  );
}

function Titled({ title, data }: { title: string; data: ChartData }) {
  return (
    <Card title={title}>
      <Chart data={data} legend wide />
    </Card>
  );
}
