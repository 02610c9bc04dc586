"use client";
import type { Configuration, RevisionRow } from "@fleethub/api";
import Link from "next/link";
import { useState } from "react";
import { useAgents } from "../data/queries";
import { Empty } from "../parts/empty";
import { PresenceState } from "../parts/mark";
import { Skeleton } from "../parts/skeleton";
import { SyncTrack } from "../parts/sync-track";
import { TabPanel, Tabs } from "../parts/tabs";
import { Trouble } from "../parts/trouble";
import { WhatChanges } from "./what-changes";
import { WhoCanRun } from "./who-can-run";

/** What the text does: what it changes, who can run it, who is pinned. */
export function WorkspaceSide(props: {
  configuration: Configuration;
  revisions: readonly RevisionRow[];
  number: number;
  text: string;
  edited: boolean;
  /** Compared with this revision; 0 leaves the choice to the page. */
  against: number;
  onAgainst: (number: number) => void;
}) {
  const [open, setOpen] = useState("changes");
  return (
    <div>
      <Tabs
        label="What this draft does"
        open={open}
        onOpen={setOpen}
        tabs={[
          { key: "changes", label: "What changes" },
          { key: "run", label: "Who can run it" },
          { key: "pinned", label: "Pinned", note: String(props.configuration.pinnedAgents) },
        ]}
      />
      <TabPanel of={open} className="scroll ws-side">
        {open === "changes" ? (
          <WhatChanges
            name={props.configuration.name}
            revisions={props.revisions}
            number={props.number}
            text={props.text}
            edited={props.edited}
            against={props.against}
            onAgainst={props.onAgainst}
          />
        ) : null}
        {open === "run" ? (
          <WhoCanRun text={props.text} configuration={props.configuration} />
        ) : null}
        {open === "pinned" ? <Pinned name={props.configuration.name} /> : null}
      </TabPanel>
    </div>
  );
}

const SHOWN = 50;

function Pinned({ name }: { name: string }) {
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
          <Link href={`/agents?q=${encodeURIComponent(query)}`}>Show all {agents.data.total}</Link>
        </p>
      ) : null}
    </section>
  );
}
