"use client";
import type { AgentSample } from "@fleethub/api";
import { type ReactNode, useState } from "react";
import { useAgents } from "../data/queries";
import { term } from "../data/query-text";
import { Icon } from "../parts/icon";
import { Mark } from "../parts/mark";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { count, plural } from "../words/format";

/** A number of agents that opens who they are: the first hundred by name, each a link. */
export function AgentsOf({ of, children }: { of: AgentSample; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  if (of.uids.length === 0) return <div className="pv-none">{children}</div>;
  return (
    <details className="pv-who" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="right" small />
        <span>{children}</span>
      </summary>
      {open ? <Names of={of} /> : null}
    </details>
  );
}

function Names({ of }: { of: AgentSample }) {
  const query = term("uid", of.uids);
  const agents = useAgents(query, of.uids.length);
  if (agents.data === undefined)
    return agents.error ? (
      <Trouble error={agents.error} />
    ) : (
      <Skeleton lines={Math.min(3, of.uids.length)} label="Loading who they are" />
    );
  const more = of.agents - of.uids.length;
  return (
    <>
      <ul className="pv-names">
        {agents.data.items.map((row) => (
          <li key={row.uid}>
            <Mark of={row.presence} title={row.presence} />
            <a
              className="clip"
              href={`/agents/one?uid=${row.uid}`}
              target="_blank"
              rel="noreferrer"
            >
              {row.name || row.uid}
              <span className="sr">, in a new tab</span>
            </a>
            <span className="quiet small nowrap">{row.version}</span>
          </li>
        ))}
      </ul>
      <p className="quiet small">
        {more > 0 ? `${count(more)} more. ` : ""}
        <a href={`/agents?q=${encodeURIComponent(query)}`} target="_blank" rel="noreferrer">
          {`Show ${plural(of.uids.length, "agent")} in the list`}
          <span className="sr">, in a new tab</span>
        </a>
      </p>
    </>
  );
}
