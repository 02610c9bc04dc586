"use client";
import Link from "next/link";
import { useAgents } from "../data/queries";
import { Empty } from "../parts/empty";
import { PresenceState } from "../parts/mark";
import { Skeleton } from "../parts/skeleton";
import { SyncTrack } from "../parts/sync-track";
import { Trouble } from "../parts/trouble";
import { agentsHref } from "./addresses";

const SHOWN = 50;

/** Agents that should run a configuration, with how each stands. */
export function Pinned({ name }: { name: string }) {
  const query = `configuration:${name}`;
  const agents = useAgents(query, SHOWN);
  if (!agents.data) return agents.error ? <Trouble error={agents.error} /> : <Skeleton lines={6} />;
  if (agents.data.total === 0) {
    return (
      <Empty title="No agent should run it">
        Pin it on an agent’s page, or for many agents from the list.
      </Empty>
    );
  }
  return (
    <section className="card table-card">
      <table className="tbl">
        <thead>
          <tr>
            <th>Agent</th>
            <th>Revision</th>
            <th>Config sync</th>
            <th>Presence</th>
          </tr>
        </thead>
        <tbody>
          {agents.data.items.map((row) => (
            <tr key={row.uid}>
              <td>
                <Link href={`/agents/one?uid=${row.uid}#config`}>{row.name || row.uid}</Link>
              </td>
              <td>r{row.revision}</td>
              <td>
                <span className="state">
                  <SyncTrack of={row.sync} />
                </span>
              </td>
              <td>
                <PresenceState of={row.presence} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {agents.data.total > SHOWN ? (
        <p className="pad">
          <Link href={agentsHref(query)}>Show all {agents.data.total}</Link>
        </p>
      ) : null}
    </section>
  );
}
