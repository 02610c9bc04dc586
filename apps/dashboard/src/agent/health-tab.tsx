"use client";
import type { AgentDetail } from "@fleethub/api";
import { useState } from "react";
import { useAgentHealth } from "../data/queries";
import { Age } from "../parts/age";
import { Badge } from "../parts/badge";
import { Card } from "../parts/card";
import { Command } from "../parts/command";
import { Empty } from "../parts/empty";
import { firstTrouble, type HealthRoot, HealthTree, keyOf, nameOf } from "../parts/health-tree";
import { Skeleton } from "../parts/skeleton";
import { TabPanel } from "../parts/tabs";
import { Trouble } from "../parts/trouble";
import { statusMark, statusWord } from "../words/component-status";
import { moment } from "../words/format";
import { HEALTH } from "../words/states";
import { Link } from "../parts/link";

/** The tree as reported, and the exact component with its message. */
export function HealthTab({ agent }: { agent: AgentDetail }) {
  const health = useAgentHealth(agent.uid);
  const [chosen, setChosen] = useState<string | null>(null);
  const [onlyTrouble, setOnlyTrouble] = useState(false);
  if (!health.data) {
    return (
      <TabPanel of="health">
        {health.error ? (
          <Trouble error={health.error} onRetry={() => void health.refetch()} />
        ) : (
          <Skeleton lines={10} />
        )}
      </TabPanel>
    );
  }
  if (!health.data.reported) {
    return (
      <TabPanel of="health">
        <Empty title="This agent does not report health">
          {agent.capabilities.includes("ReportsHealth")
            ? "It says that it can, and has not yet. A supervisor reports health once its Collector runs with the opamp extension."
            : "It does not state ReportsHealth. In supervisor.yaml it is capabilities.reports_health."}
        </Empty>
      </TabPanel>
    );
  }
  const root: HealthRoot = health.data;
  const first = firstTrouble(root) ?? root;
  const node = chosen === null ? first : (find(root, chosen) ?? first);
  return (
    <TabPanel of="health">
      {agent.presence === "disconnected" && health.data.reportedAt ? (
        <p className="quiet">
          Last reported <Age at={health.data.reportedAt} /> ago; the agent is away, so this is
          history.
        </p>
      ) : null}
      <div className="halves">
        <Card
          title="Components"
          flush
          acts={
            <label className="row small soft">
              <input
                type="checkbox"
                checked={onlyTrouble}
                onChange={(event) => setOnlyTrouble(event.target.checked)}
              />
              Only trouble
            </label>
          }
        >
          <HealthTree
            root={root}
            name={agent.name}
            onlyTrouble={onlyTrouble}
            chosen={keyOf(node)}
            onChoose={(next) => setChosen(keyOf(next))}
          />
        </Card>
        <Chosen node={node} agent={agent} />
      </div>
    </TabPanel>
  );
}

function Chosen({ node, agent }: { node: HealthRoot; agent: AgentDetail }) {
  const { kind, name } = nameOf(node, agent.name);
  const mark = statusMark(node);
  const inside = node.path.length > 1 ? `in ${node.path.slice(0, -1).join(", ")}` : "";
  return (
    <Card title={name} acts={<span className="quiet small">{kind}</span>}>
      <div className="row wrap said">
        <Badge tone={HEALTH[mark].tone}>{statusWord(node)}</Badge>
        <span className="quiet small">
          {inside}
          {node.since ? (
            <>
              {inside ? ", " : ""}since {moment(node.since, Date.now())}, <Age at={node.since} />
            </>
          ) : null}
        </span>
      </div>
      {node.message ? (
        <>
          <Command text={node.message} label="message as reported" wrap />
          <p className="small under">
            <Link href={`/agents?q=${encodeURIComponent(`health:${agent.health}`)}`}>
              Who else is {HEALTH[agent.health].word.toLowerCase()}
            </Link>
          </p>
        </>
      ) : (
        <p className="soft">
          {node.healthy ? "It reports no message." : "It is not well, and reports no message."}
        </p>
      )}
    </Card>
  );
}

function find(node: HealthRoot, key: string): HealthRoot | undefined {
  if (keyOf(node) === key) return node;
  for (const child of node.children) {
    const found = find(child, key);
    if (found) return found;
  }
  return undefined;
}
