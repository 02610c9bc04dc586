"use client";
import type { AgentDetail } from "@fleethub/api";
import { useState } from "react";
import { useAgentComponents } from "../data/queries";
import { Empty } from "../parts/empty";
import { Icon } from "../parts/icon";
import { Segments } from "../parts/segments";
import { Skeleton } from "../parts/skeleton";
import { TabPanel } from "../parts/tabs";
import { Trouble } from "../parts/trouble";
import { shortHash } from "../words/format";

type Shown = "all" | "used" | "unused";

/** What this Collector was built with, and what of it runs. */
export function ComponentsTab({ agent }: { agent: AgentDetail }) {
  const components = useAgentComponents(agent.uid);
  const [text, setText] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  if (!components.data) {
    return (
      <TabPanel of="components">
        {components.error ? (
          <Trouble error={components.error} onRetry={() => void components.refetch()} />
        ) : (
          <Skeleton lines={10} />
        )}
      </TabPanel>
    );
  }
  if (!components.data.reported) {
    return (
      <TabPanel of="components">
        <Empty title="This agent does not report its components">
          A supervisor does with capabilities.reports_available_components: true. Until then nobody
          can say beforehand what it cannot run.
        </Empty>
      </TabPanel>
    );
  }
  const all = Object.entries(components.data.components).flatMap(([section, types]) =>
    Object.entries(types).map(([type, component]) => ({ section, type, ...component })),
  );
  const used = all.filter(({ inUse }) => inUse === true);
  const rows = all
    .filter(({ type }) => type.includes(text.trim().toLowerCase()))
    .filter(({ inUse }) => shown === "all" || (shown === "used") === (inUse === true));
  return (
    <TabPanel of="components">
      <div className="row between wrap">
        <div className="row wrap">
          <div className="query filter">
            <Icon name="search" small className="quiet" />
            <input
              aria-label="Filter components"
              placeholder={`Filter ${all.length} components`}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <Segments
            label="Which components"
            value={shown}
            onChange={setShown}
            options={[
              { value: "all", label: `All ${all.length}` },
              { value: "used", label: `In use ${used.length}` },
              { value: "unused", label: `Unused ${all.length - used.length}` },
            ]}
          />
        </div>
        {components.data.hash ? (
          <span className="quiet small">
            Reported by the agent, list {shortHash(components.data.hash)}
          </span>
        ) : null}
      </div>
      <section className="card table-card">
        <table className="tbl">
          <thead>
            <tr>
              <th>Component</th>
              <th>Kind</th>
              <th>In use</th>
              <th>Module version</th>
              <th>Module</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.section}/${row.type}`}>
                <td>
                  <b>{row.type}</b>
                </td>
                <td className="soft">{row.section.replace(/s$/, "")}</td>
                <td>
                  {row.inUse === null ? (
                    <span className="quiet">not known</span>
                  ) : row.inUse ? (
                    "yes"
                  ) : (
                    <span className="quiet">not used</span>
                  )}
                </td>
                <td className="soft mono">{row.version ?? ""}</td>
                <td className="quiet mono clip-cell">{row.module ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 ? <p className="pad quiet">No component of that name.</p> : null}
      </section>
    </TabPanel>
  );
}
