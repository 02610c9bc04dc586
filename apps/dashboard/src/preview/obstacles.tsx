"use client";
import type { PreviewObstacle } from "@fleethub/api";
import { Mark } from "../parts/mark";
import { count } from "../words/format";
import { AgentsOf } from "./agents-of";
import { obstacleWords } from "./preview-words";

/** Who cannot run it and why, by distribution and version; policies that only warn stand at the end. */
export function Obstacles({ obstacles }: { obstacles: readonly PreviewObstacle[] }) {
  const blocked = obstacles.filter(({ severity }) => severity === "block");
  const warned = obstacles.filter(({ severity }) => severity === "warn");
  return (
    <>
      <Group title="Who does not get it" obstacles={blocked} />
      <Group title="Gets it with a warning" obstacles={warned} />
    </>
  );
}

function Group(props: { title: string; obstacles: readonly PreviewObstacle[] }) {
  if (props.obstacles.length === 0) return null;
  return (
    <section>
      <h3>{props.title}</h3>
      {props.obstacles.map((one) => (
        <div
          key={`${one.kind} ${one.type} ${one.version} ${one.uids[0] ?? ""}`}
          className="pv-change"
        >
          <AgentsOf of={one}>
            <Mark of={one.severity === "block" ? "unhealthy" : "degraded"} />{" "}
            <b>{count(one.agents)}</b> {obstacleWords(one)}
            <span className="quiet">{`, ${[one.type, one.version].filter(Boolean).join(" ")}`}</span>
          </AgentsOf>
          <p className="soft small pv-words">{one.words}</p>
        </div>
      ))}
    </section>
  );
}
