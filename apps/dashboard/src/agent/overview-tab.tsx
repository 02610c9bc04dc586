"use client";
import type { AgentDetail, Flow } from "@fleethub/api";
import type { ReactNode } from "react";
import { useTimeline } from "../data/queries";
import { useTelemetry } from "../data/telemetry";
import { Age } from "../parts/age";
import { Card } from "../parts/card";
import { Events } from "../parts/events";
import { Mark } from "../parts/mark";
import { Skeleton } from "../parts/skeleton";
import { TabPanel } from "../parts/tabs";
import { moveAnswer } from "../telemetry/answer-words";
import { LazyFlowCard } from "../telemetry/lazy";
import { CAPABILITIES } from "../words/capabilities";
import { FLOW } from "../words/flow";
import { duration, moment } from "../words/format";
import { HEALTH, PRESENCE, SYNC } from "../words/states";
import { Breaches } from "./breaches";
import { LazyCredentialsCard } from "./lazy";

const CHANGES = 6;
/** Read for the moments at which the config changed; the first of them are the last changes. */
const HISTORY = 40;

/** The answers first, each a link to its tab; then what changed, facts and capabilities. */
export function OverviewTab({ agent }: { agent: AgentDetail }) {
  const timeline = useTimeline(agent.uid, HISTORY);
  const telemetry = useTelemetry(agent.uid).data;
  const moves = moveAnswer(telemetry);
  return (
    <TabPanel of="overview">
      <div className="answers">
        <Answer
          href="#history"
          question="Is it there?"
          answer={
            <>
              <Mark of={agent.presence} />
              {PRESENCE[agent.presence].word}
            </>
          }
        >
          {presenceWords(agent)}
        </Answer>
        <Answer
          href="#config"
          question="Does it run what we want?"
          tone={SYNC[agent.sync].tone}
          answer={
            <>
              <i className={`tk tk-${agent.sync}`} aria-hidden="true" />
              {SYNC[agent.sync].word}
            </>
          }
        >
          {(configAils(agent) && agent.reason) || SYNC[agent.sync].meaning}
        </Answer>
        <Answer
          href="#health"
          question="Is it well?"
          tone={HEALTH[agent.health].tone}
          answer={
            <>
              <Mark of={agent.health} />
              {HEALTH[agent.health].word}
            </>
          }
        >
          {healthWords(agent)}
        </Answer>
        <Answer
          href="#telemetry"
          question="Does data move?"
          tone={FLOW[telemetry?.flow ?? "idle"].tone}
          answer={
            <>
              {telemetry === undefined ? null : <Mark of={FLOW_MARK[telemetry.flow]} />}
              {moves.answer}
            </>
          }
        >
          {moves.below}
        </Answer>
      </div>
      <div className="two">
        <div className="stack wide-gap">
          <Breaches of={agent.policies} />
          {telemetry !== undefined && telemetry.points.length > 1 ? (
            <LazyFlowCard telemetry={telemetry} history={timeline.data?.items ?? []} />
          ) : null}
          <Card
            title="Last changes"
            flush
            acts={
              <a className="small" href="#history">
                All history
              </a>
            }
          >
            {timeline.data ? (
              <Events entries={timeline.data.items.slice(0, CHANGES)} />
            ) : (
              <Skeleton lines={5} />
            )}
            {timeline.data?.items.length === 0 ? (
              <p className="pad quiet">Nothing has changed since it came.</p>
            ) : null}
          </Card>
          <Card title="Attributes, as reported">
            <dl className="dl">
              {Object.entries(agent.attributes).map(([name, value]) => (
                <Fact key={name} name={name}>
                  {value}
                </Fact>
              ))}
            </dl>
          </Card>
        </div>
        <div className="stack wide-gap">
          <LazyCredentialsCard agent={agent} />
          <Card title="Facts">
            <dl className="dl">
              <Fact name="Distribution">{`${agent.type} ${agent.version}`}</Fact>
              <Fact name="Host">
                {agent.host}{" "}
                <span className="quiet">{[agent.os, agent.arch].filter(Boolean).join(", ")}</span>
              </Fact>
              <Fact name="System">{agent.attributes["os.description"]}</Fact>
              <Fact name="Running for">
                {agent.uptime === null ? null : duration(agent.uptime * 1000)}
              </Fact>
              <Fact name="Connected">
                {agent.connectedAt ? moment(agent.connectedAt, Date.now()) : null}
              </Fact>
              <Fact name="Gone since">
                {agent.disconnectedAt && agent.presence !== "connected"
                  ? moment(agent.disconnectedAt, Date.now())
                  : null}
              </Fact>
              <Fact name="Address">
                {agent.remoteAddress}{" "}
                <span className="quiet">{transportWords(agent.transport)}</span>
              </Fact>
              <Fact name="First seen">{moment(agent.createdAt, Date.now())}</Fact>
              <Fact name="Former UIDs">{agent.formerUids.join(", ")}</Fact>
            </dl>
          </Card>
          <Card title="Capabilities">
            <ul className="caps">
              {CAPABILITIES.map(({ name, has, lacks }) => {
                const is = agent.capabilities.includes(name);
                return (
                  <li key={name} className={is ? undefined : "no"} title={name}>
                    <Mark of={is ? "healthy" : "unknown"} />
                    {is ? has : lacks}
                  </li>
                );
              })}
            </ul>
          </Card>
        </div>
      </div>
    </TabPanel>
  );
}

/** An agent has one reason. Where nothing stands in the way of the config, it is about something else. */
const configAils = ({ sync }: AgentDetail): boolean => sync !== "in-sync" && sync !== "unmanaged";

const FLOW_MARK = {
  flowing: "healthy",
  silent: "silent",
  "losing-data": "unhealthy",
  idle: "unknown",
  "not-reported": "unknown",
} as const satisfies Record<Flow, string>;

function Answer(props: {
  href: string;
  question: string;
  tone?: string;
  answer: ReactNode;
  children: ReactNode;
}) {
  return (
    <a href={props.href}>
      <span className="q">{props.question}</span>
      <span className={`a${props.tone && props.tone !== "ok" ? ` c-${props.tone}` : ""}`}>
        {props.answer}
      </span>
      <span className="w">{props.children}</span>
    </a>
  );
}

/** A fact that nobody reported is not shown. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === "") return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function presenceWords(agent: AgentDetail): ReactNode {
  if (agent.lastSeenAt === null) return "It has not reported yet";
  return (
    <>
      {transportWords(agent.transport)}
      {agent.transport ? ", last" : "Last"} report <Age at={agent.lastSeenAt} /> ago
    </>
  );
}

function transportWords(transport: AgentDetail["transport"]): string {
  return transport === null ? "" : transport === "websocket" ? "On WebSocket" : "By HTTP polling";
}

function healthWords({ healthSummary }: AgentDetail): string {
  if (!healthSummary.reported) return "This agent does not report health";
  const first = healthSummary.unhealthy[0];
  if (first) return `${first.path.join(", ")}: ${first.message || first.status}`;
  return healthSummary.error || HEALTH[healthSummary.state].meaning;
}
