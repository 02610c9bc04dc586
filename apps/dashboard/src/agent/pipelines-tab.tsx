"use client";
import type { AgentDetail } from "@fleethub/api";
import { contains, graphOf, parseConfig } from "@fleethub/collector-config";
import { useMemo, useState } from "react";
import { useAgentHealth, useEffective, useRevision } from "../data/queries";
import { useTelemetry } from "../data/telemetry";
import { Empty } from "../parts/empty";
import { Mark } from "../parts/mark";
import { Note } from "../parts/note";
import { drawnDifference } from "../parts/pipeline-map/compare";
import { type Drawn, drawnFrom } from "../parts/pipeline-map/drawn";
import { healthFacts } from "../parts/pipeline-map/health-marks";
import { PipelineMap } from "../parts/pipeline-map/pipeline-map";
import { Segments } from "../parts/segments";
import { Skeleton } from "../parts/skeleton";
import { factName } from "../parts/sync-chain";
import { TabPanel } from "../parts/tabs";
import { Trouble } from "../parts/trouble";
import { flowFacts } from "../telemetry/flow-facts";
import { PipelineNotes } from "./pipeline-notes";

type Shown = "effective" | "desired" | "difference";

/** How data flows through this Collector: what it runs, what it should run, and what differs. */
export function PipelinesTab({ agent }: { agent: AgentDetail }) {
  const { desired } = agent.config;
  const wanted = useRevision(desired.configuration ?? "", desired.revision ?? 0);
  const effective = useEffective(agent.uid);
  const health = useAgentHealth(agent.uid);
  const components = useTelemetry(agent.uid).data?.components;
  const [chosen, setChosen] = useState<Shown | null>(null);
  const runs = effective.data?.reported ? effective.data.content : null;
  const asked = desired.kind === "revision" ? (wanted.data?.content ?? null) : null;
  const shown = chosen ?? (runs === null && asked !== null ? "desired" : "effective");
  const tree = health.data?.reported && agent.presence !== "disconnected" ? health.data : null;
  const drawn = useMemo(() => {
    const [now, then] = [graphFrom(runs), graphFrom(asked)];
    if (shown === "difference") {
      if (now === null || then === null || runs === null || asked === null) return null;
      return drawnDifference(then, now, { changed: disagreeing(asked, runs) });
    }
    if (shown === "desired") return then && drawnFrom(then);
    const facts = tree ? healthFacts(tree) : () => ({});
    return now && drawnFrom(now, flowFacts(components ?? [], facts));
  }, [shown, runs, asked, tree, components]);
  if (!effective.data || (desired.kind === "revision" && !wanted.data)) {
    const error = effective.error ?? wanted.error;
    return (
      <TabPanel of="pipelines">
        {error ? <Trouble error={error} /> : <Skeleton lines={10} label="Loading the pipelines" />}
      </TabPanel>
    );
  }
  return (
    <TabPanel of="pipelines">
      <div className="row between wrap">
        <Legend shown={shown} marks={tree !== null} />
        <Segments<Shown>
          label="Which configuration"
          value={shown}
          options={[
            { value: "effective", label: "Effective" },
            { value: "desired", label: "Desired" },
            { value: "difference", label: "Difference" },
          ]}
          onChange={setChosen}
        />
      </div>
      <Picture shown={shown} drawn={drawn} agent={agent} reported={runs !== null} />
      {shown === "effective" && drawn !== null ? (
        <PipelineNotes drawn={drawn} uid={agent.uid} />
      ) : null}
      {shown === "difference" && drawn !== null ? (
        <p className="quiet small">
          {`New is what runs and is not in ${factName(desired)}: defaults and the supervisor’s own parts can be among it. Gone is what was asked for and does not run.`}
        </p>
      ) : null}
    </TabPanel>
  );
}

/** Components whose effective options disagree with what is desired; defaults that were filled in do not. */
function disagreeing(desired: string, effective: string): ReadonlySet<string> {
  return new Set(
    contains(desired, effective).differences.flatMap(({ path: [section, id], kind }) =>
      section !== undefined && id !== undefined && kind !== "extra"
        ? [`${section.replace(/s$/, "")} ${id}`]
        : [],
    ),
  );
}

function graphFrom(text: string | null) {
  const config = text === null ? null : parseConfig(text).config;
  return config === null ? null : graphOf(config);
}

function Picture(props: {
  shown: Shown;
  drawn: Drawn | null;
  agent: AgentDetail;
  reported: boolean;
}) {
  const { shown, drawn, agent, reported } = props;
  if (drawn === null) {
    if (shown !== "desired" && !reported) {
      return (
        <Empty title="This agent does not report its effective config">
          What it runs cannot be drawn. In supervisor.yaml it is
          capabilities.reports_effective_config.
        </Empty>
      );
    }
    return (
      <Empty title="No configuration is assigned">
        {agent.config.desired.kind === "local"
          ? "It is pinned to its own files."
          : "What it runs is its own; nothing was asked for."}
      </Empty>
    );
  }
  if (drawn.lanes.length === 0) return <Note>It has no pipelines.</Note>;
  return (
    <div className="card map-card">
      <PipelineMap drawn={drawn} headings label={`Pipelines, ${shown}`} />
    </div>
  );
}

function Legend({ shown, marks }: { shown: Shown; marks: boolean }) {
  if (shown === "difference") {
    return (
      <div className="legend-row">
        <span>
          <i className="key-box new" />
          only in effective
        </span>
        <span>
          <i className="key-box gone" />
          only in desired
        </span>
        <span>
          <i className="key-box changed" />
          other options
        </span>
      </div>
    );
  }
  if (shown === "desired" || !marks) {
    return <span className="quiet small">{marks ? "" : "It reports no health of components"}</span>;
  }
  return (
    <div className="legend-row">
      <span>
        <i className="key-dot" />
        OK
      </span>
      <span>
        <Mark of="degraded" />
        needs a look
      </span>
      <span>
        <Mark of="unhealthy" />
        failing
      </span>
      <span>
        <Mark of="unknown" />
        says nothing
      </span>
    </div>
  );
}
