"use client";
import type { Configuration, RevisionRow } from "@fleethub/api";
import Link from "next/link";
import { useState } from "react";
import { useAgents, useDifference, useRevision } from "../data/queries";
import { LazyConfigView } from "../editor/lazy";
import { Empty } from "../parts/empty";
import { Field } from "../parts/field";
import { PresenceState } from "../parts/mark";
import { Skeleton } from "../parts/skeleton";
import { SyncTrack } from "../parts/sync-track";
import { TextDiff } from "../parts/text-diff";
import { TabPanel, Tabs } from "../parts/tabs";
import { Trouble } from "../parts/trouble";
import { WhoCanRun } from "./who-can-run";

/** What the draft does: its text against another revision, who can run it, who is pinned. */
export function WorkspaceSide(props: {
  configuration: Configuration;
  revisions: readonly RevisionRow[];
  number: number;
  text: string;
  start: string;
  edited: boolean;
}) {
  const [open, setOpen] = useState("text");
  return (
    <div>
      <Tabs
        label="What this draft does"
        open={open}
        onOpen={setOpen}
        tabs={[
          { key: "text", label: "Text" },
          { key: "run", label: "Who can run it" },
          { key: "pinned", label: "Pinned", note: String(props.configuration.pinnedAgents) },
        ]}
      />
      <TabPanel of={open} className="scroll ws-side">
        {open === "text" ? <Text {...props} /> : null}
        {open === "run" ? <WhoCanRun text={props.text} /> : null}
        {open === "pinned" ? <Pinned name={props.configuration.name} /> : null}
      </TabPanel>
    </div>
  );
}

function Text(props: Parameters<typeof WorkspaceSide>[0]) {
  const { configuration, number, edited } = props;
  const others = props.revisions.filter((one) => edited || one.number !== number);
  const [wanted, setWanted] = useState(0);
  const against =
    wanted || (edited ? number : (others.find((one) => one.number < number)?.number ?? 0));
  const base = useRevision(configuration.name, against);
  const difference = useDifference(configuration.name, against, edited ? 0 : number);
  if (others.length === 0 || against === 0) {
    return <Empty title="Nothing to compare with">This is the first revision.</Empty>;
  }
  const same = base.data?.content === props.text;
  return (
    <>
      <Field id="against" label={edited ? "Draft against" : `r${number} against`}>
        <select
          id="against"
          className="input"
          value={against}
          onChange={(event) => setWanted(Number(event.target.value))}
        >
          {others.map((one) => (
            <option key={one.number} value={one.number}>
              r{one.number}
              {one.message ? `, ${one.message}` : ""}
            </option>
          ))}
        </select>
      </Field>
      {difference.data && !edited ? (
        <p className="soft">
          {difference.data.effect
            ? `${difference.data.added} lines added, ${difference.data.removed} removed.`
            : `It means the same as r${against}: only comments or the order of keys differ. Nothing would restart.`}
        </p>
      ) : null}
      {base.error || difference.error ? <Trouble error={base.error ?? difference.error} /> : null}
      {edited && same ? <p className="soft">The text is the same as r{against}.</p> : null}
      {difference.data && !edited ? (
        <section className="card clip-card">
          <TextDiff
            text={difference.data.text}
            label={`What changed from r${against} to r${number}`}
          />
        </section>
      ) : base.data && edited && !same ? (
        <section className="card clip-card">
          <LazyConfigView
            label={`What changed since r${against}`}
            text={props.text}
            since={base.data.content}
          />
        </section>
      ) : base.data || base.error || difference.error ? null : (
        <Skeleton lines={8} />
      )}
    </>
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
