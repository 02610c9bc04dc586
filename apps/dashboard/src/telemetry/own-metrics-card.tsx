"use client";
import type { AgentDetail, AgentTelemetry } from "@fleethub/api";
import { LazyOwnMetricsDialog } from "../agents/lazy";
import { useAgentResource } from "../data/session";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Card } from "../parts/card";
import { Mark } from "../parts/mark";
import { duration } from "../words/format";
import { useConnectionChange } from "./connection-change";

/** What an agent needs to say so that it can be asked for its own metrics. */
export function ownMetricsWait(agent: AgentDetail): string | undefined {
  return agent.capabilities.includes("ReportsOwnMetrics")
    ? undefined
    : "This agent does not state ReportsOwnMetrics";
}

/** Where own metrics go, as decided; with the way to change it. */
export function OwnMetricsCard(props: { agent: AgentDetail; telemetry: AgentTelemetry }) {
  const { agent } = props;
  const { intervalSeconds, lastAt } = props.telemetry;
  const { connect, dialog } = useConnect(agent);
  const resource = useAgentResource(agent);
  return (
    <Card
      title="Where it is sent"
      acts={
        <Locked action="agents.write" resource={resource}>
          <Button size="sm" waitsFor={ownMetricsWait(agent)} onClick={connect}>
            Change
          </Button>
        </Locked>
      }
    >
      <ul className="caps">
        <li className={lastAt === null ? "no" : undefined}>
          <Mark of={lastAt === null ? "unknown" : "healthy"} />
          {lastAt === null
            ? "No own metrics have come to this hub"
            : `Own metrics to this hub${intervalSeconds === null ? "" : `, every ${duration(intervalSeconds * 1_000)}`}`}
        </li>
        <li className="no">
          <Mark of="unknown" />
          {decidedWords(agent)}
        </li>
      </ul>
      {dialog}
    </Card>
  );
}

function decidedWords({ connection, name }: AgentDetail): string {
  const own = connection?.ownMetrics;
  if (connection === null || own === undefined) return "As the hub’s settings say for every agent";
  if (own === null) return `Turned off for ${name}`;
  return own === true ? "Asked for by an operator" : `An operator sends them to ${own.endpoint}`;
}

/** The question and the act; both are for one agent. */
export function useConnect(agent: AgentDetail) {
  const { asking, ask, close, change } = useConnectionChange(agent);
  return {
    connect: ask,
    dialog: asking ? (
      <LazyOwnMetricsDialog
        whom={agent.name || agent.uid}
        onClose={close}
        onConnection={(body) =>
          void change(body, "Asked about its own metrics", "Its Collector restarts once.")
        }
      />
    ) : null,
  };
}
