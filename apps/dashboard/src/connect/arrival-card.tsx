"use client";
import type { AgentRow } from "@fleethub/api";
import { useQuery } from "@tanstack/react-query";
import { answered, hub } from "../data/hub";
import { useMay } from "../data/session";
import { Badge } from "../parts/badge";
import { Icon } from "../parts/icon";
import { Link } from "../parts/link";
import { Mark } from "../parts/mark";
import { arrivalSteps } from "./arrival-steps";

/** How often an agent's own credential is looked for while it has none: nothing tells of it. */
const LOOK_MS = 5_000;

/** An agent that came since the page was opened, and how far it has come. */
export function ArrivalSteps({ row }: { row: AgentRow }) {
  const locked = useMay()("credentials.read");
  const credentials = useQuery({
    queryKey: ["credentials", row.uid],
    queryFn: () => answered(hub.getCredentials({ params: { uid: row.uid } })),
    enabled: locked === undefined,
    refetchInterval: ({ state }) =>
      ["bearer", "certificate"].includes(state.data?.comesWith ?? "") ? false : LOOK_MS,
  });
  const steps = arrivalSteps(row, credentials.data ?? null);
  const done = steps.filter(({ state }) => state === "done").length;
  const open = steps.flatMap((step, index) => (step.state === "done" ? [] : [{ step, index }]));
  return (
    <section className="card">
      <header>
        <h3>{row.name || row.uid}</h3>
        {row.host === row.name ? null : <span className="quiet small">{row.host}</span>}
        <div className="acts">
          <Badge tone="ok">
            <Icon name="check" />
            Connected
          </Badge>
        </div>
      </header>
      <div className="body row between">
        <span className="soft small">
          {done} of {steps.length} steps
          {row.version ? `. Runs ${row.type} ${row.version}` : ""}
        </span>
        <Link className="small" href={`/agents/one?uid=${row.uid}`}>
          Open
        </Link>
      </div>
      {open.length === 0 ? null : (
        <ol className="diag">
          {open.map(({ step, index }) => (
            <li key={step.words} className={step.state} value={index + 1}>
              <Mark of={step.state === "fail" ? "unhealthy" : "unknown"} />
              <span>{step.words}</span>
              {step.says === "" ? null : <p>{step.says}</p>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
