"use client";
import type { Configuration, Group } from "@fleethub/api";
import { useAgents } from "../data/queries";
import { groupHref } from "../groups/addresses";
import { stableWords } from "../groups/group-words";
import { Card } from "../parts/card";
import { Empty } from "../parts/empty";
import { PresenceState } from "../parts/mark";
import { Skeleton } from "../parts/skeleton";
import { SyncTrack } from "../parts/sync-track";
import { Trouble } from "../parts/trouble";
import { PhaseBadge } from "../rollouts/phase-badge";
import { plural } from "../words/format";
import { agentsHref } from "./addresses";
import { shouldRun } from "./use-runners";
import "../styles/pages/where.css";
import { Link } from "../parts/link";

const SHOWN = 50;

/** Groups that have a configuration, and agents that should run it, with how each stands. */
export function Runners(props: { configuration: Configuration; groups: readonly Group[] }) {
  const { configuration, groups } = props;
  return (
    <>
      <Groups configuration={configuration} groups={groups} />
      {configuration.kind === "fragment" ? null : <Agents name={configuration.name} />}
    </>
  );
}

function Groups(props: { configuration: Configuration; groups: readonly Group[] }) {
  const { kind, name } = props.configuration;
  if (props.groups.length === 0)
    return (
      <Empty
        title={kind === "fragment" ? "No group stands on it" : "No group releases it"}
        action={
          <Link className="btn" href="/groups">
            Open the groups
          </Link>
        }
      >
        {kind === "fragment"
          ? "Lay it over a configuration and roll that out: its groups are listed here then."
          : `Choose ${name} in a group; then a rollout brings its revisions to the members, wave by wave.`}
      </Empty>
    );
  return (
    <Card flush title={plural(props.groups.length, "group")}>
      <ul className="where-groups">
        {props.groups.map((group) => (
          <li key={group.name}>
            <Link className="strong" href={groupHref(group.name)}>
              {group.name}
            </Link>
            <span className="quiet small grow">
              {plural(group.agents, "agent")}, stable {stableWords(group)}
            </span>
            {group.rollout === null ? null : <PhaseBadge phase={group.rollout.phase} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Agents({ name }: { name: string }) {
  const query = shouldRun(name);
  const agents = useAgents(query, SHOWN);
  if (!agents.data) return agents.error ? <Trouble error={agents.error} /> : <Skeleton lines={6} />;
  if (agents.data.total === 0) {
    return (
      <Empty title="No agent should run it">
        Roll it out to a group, or pin it on an agent’s page.
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
            <th>Group</th>
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
              <td className="soft">{row.group ?? <span className="quiet">none</span>}</td>
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
