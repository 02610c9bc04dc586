"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { useHash, useInBrowser, useParam } from "../data/address";
import { HubRefusal } from "../data/hub";
import { useKeys } from "../data/keys";
import { useAgent, useAgentComponents } from "../data/queries";
import { neighbours } from "../data/walk";
import { Empty } from "../parts/empty";
import { PageHead } from "../parts/page-head";
import { Skeleton } from "../parts/skeleton";
import { Tabs } from "../parts/tabs";
import { Trouble } from "../parts/trouble";
import { AgentHead } from "./agent-head";
import { ComponentsTab } from "./components-tab";
import { ConfigurationTab } from "./configuration-tab";
import { HealthTab } from "./health-tab";
import { HistoryTab } from "./history-tab";
import { InFlightBanner } from "./in-flight-banner";
import { OverviewTab } from "./overview-tab";
import { LazyPipelinesTab } from "./lazy";
import { LazyTelemetryTab } from "../telemetry/lazy";
import { isFlowTrouble } from "../words/flow";
import { Link } from "../parts/link";
import type { AgentDetail } from "@fleethub/api";

const KEYS = [
  "overview",
  "health",
  "config",
  "pipelines",
  "components",
  "history",
  "telemetry",
] as const;

/** One agent: there? runs what we want? well? why not? */
export function AgentPage() {
  const [uid] = useParam("uid");
  const inBrowser = useInBrowser();
  const agent = useAgent(uid);
  if (agent.data) return <OneAgent agent={agent.data} />;
  const unknown = agent.error instanceof HubRefusal && agent.error.problem.status === 404;
  return (
    <>
      <PageHead title="Agent" lined />
      {inBrowser && (unknown || uid === "") ? (
        <Empty
          title="No agent with this instance UID"
          action={
            <Link className="btn" href={`/audit?q=${uid}`}>
              Look in the audit
            </Link>
          }
        >
          {uid === "" ? "The address names none." : `${uid} never connected, or it was forgotten.`}
        </Empty>
      ) : agent.error ? (
        <Trouble error={agent.error} onRetry={() => void agent.refetch()} />
      ) : (
        <Skeleton lines={10} label="Loading the agent" />
      )}
    </>
  );
}

function OneAgent({ agent }: { agent: AgentDetail }) {
  const router = useRouter();
  const [hash, setHash] = useHash();
  const open = KEYS.find((key) => key === hash) ?? "overview";
  const [editing, setEditing] = useState(false);
  const components = useAgentComponents(agent.uid);
  const { before, after } = neighbours(agent.uid);
  const walk = useCallback(
    (uid: string | null) => {
      if (uid !== null) router.replace(`/agents/one?uid=${uid}#${open}`);
    },
    [router, open],
  );
  const step = (by: number) =>
    setHash(KEYS[(KEYS.indexOf(open) + by + KEYS.length) % KEYS.length] ?? "overview");
  useKeys({ j: () => walk(after), k: () => walk(before), "[": () => step(-1), "]": () => step(1) });
  useEffect(() => {
    document.title = `${agent.name || agent.uid} · Fleet Hub`;
  }, [agent.name, agent.uid]);
  const known = Object.values(components.data?.components ?? {}).reduce(
    (n, types) => n + Object.keys(types).length,
    0,
  );
  const unwell = agent.healthSummary.unhealthyCount;
  return (
    <>
      <AgentHead
        agent={agent}
        before={before}
        after={after}
        onWalk={walk}
        onConfigure={() => {
          setHash("config");
          setEditing(true);
        }}
      />
      <InFlightBanner agent={agent} />
      <Tabs
        label="Agent"
        open={open}
        onOpen={setHash}
        tabs={[
          { key: "overview", label: "Overview" },
          {
            key: "health",
            label: "Health",
            ...(unwell > 0 ? { note: String(unwell), tone: "warn" as const } : {}),
          },
          {
            key: "config",
            label: "Configuration",
            ...(agent.reason && agent.sync !== "in-sync" && agent.sync !== "unmanaged"
              ? { note: "1", tone: agent.sync === "failed" ? ("bad" as const) : ("warn" as const) }
              : {}),
          },
          { key: "pipelines", label: "Pipelines" },
          { key: "components", label: "Components", note: known > 0 ? String(known) : undefined },
          { key: "history", label: "History" },
          {
            key: "telemetry",
            label: "Own telemetry",
            ...(isFlowTrouble(agent.flow) ? { note: "1", tone: "warn" as const } : {}),
          },
        ]}
      />
      <div className="scroll">
        {open === "overview" ? <OverviewTab agent={agent} /> : null}
        {open === "health" ? <HealthTab key={agent.uid} agent={agent} /> : null}
        {open === "config" ? (
          <ConfigurationTab
            key={agent.uid}
            agent={agent}
            editing={editing}
            onEditing={setEditing}
          />
        ) : null}
        {open === "pipelines" ? <LazyPipelinesTab key={agent.uid} agent={agent} /> : null}
        {open === "components" ? <ComponentsTab agent={agent} /> : null}
        {open === "history" ? <HistoryTab agent={agent} /> : null}
        {open === "telemetry" ? <LazyTelemetryTab key={agent.uid} agent={agent} /> : null}
      </div>
    </>
  );
}
