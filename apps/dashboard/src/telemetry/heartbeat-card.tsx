"use client";
import type { AgentDetail } from "@fleethub/api";
import { LazyHeartbeatDialog } from "../agents/lazy";
import { useAgentResource } from "../data/session";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Card } from "../parts/card";
import { Mark } from "../parts/mark";
import { useConnectionChange } from "./connection-change";
import { heartbeatDecided, heartbeatWait, heartbeatWords, settingsWords } from "./connection-words";

/** How often the agent reports, and what became of the connection settings that it was told last. */
export function HeartbeatCard({ agent }: { agent: AgentDetail }) {
  const { asking, ask, close, change } = useConnectionChange(agent);
  const resource = useAgentResource(agent);
  const { status } = agent.connectionStatus;
  const told = settingsWords(agent, Date.now());
  return (
    <Card
      title="Heartbeat"
      acts={
        <Locked action="agents.write" resource={resource}>
          <Button size="sm" waitsFor={heartbeatWait(agent)} onClick={ask}>
            Change
          </Button>
        </Locked>
      }
    >
      <ul className="caps">
        <li className="no">
          <Mark of="unknown" />
          {heartbeatWords(agent)}
        </li>
        {told === "" ? null : (
          <li className={status === "applied" ? undefined : "no"}>
            <Mark
              of={status === "applied" ? "healthy" : status === "failed" ? "unhealthy" : "unknown"}
            />
            {told}
          </li>
        )}
      </ul>
      {asking ? (
        <LazyHeartbeatDialog
          whom={agent.name || agent.uid}
          seconds={agent.connection?.heartbeatIntervalSeconds ?? null}
          onClose={close}
          onConnection={(body) =>
            void change(body, ...heartbeatDecided(body.heartbeatIntervalSeconds ?? null))
          }
        />
      ) : null}
    </Card>
  );
}
