"use client";
import type { AgentDetail } from "@fleethub/api";
import { useState } from "react";
import { useTimeline } from "../data/queries";
import { Button } from "../parts/button";
import { Card } from "../parts/card";
import { Events } from "../parts/events";
import { Segments } from "../parts/segments";
import { Skeleton } from "../parts/skeleton";
import { TabPanel } from "../parts/tabs";
import { Trouble } from "../parts/trouble";
import { belongsTo, type TimelineFilter } from "../words/timeline";

const PAGE = 100;
const PAGE_MAX = 500;

/** One list: config, health, presence, people. */
export function HistoryTab({ agent }: { agent: AgentDetail }) {
  const [limit, setLimit] = useState(PAGE);
  const [filter, setFilter] = useState<TimelineFilter>("all");
  const timeline = useTimeline(agent.uid, limit);
  const entries = (timeline.data?.items ?? []).filter(({ kind }) => belongsTo(kind, filter));
  return (
    <TabPanel of="history">
      <Card
        title="Everything that happened to this agent"
        flush
        acts={
          <Segments
            label="Kind of entry"
            value={filter}
            onChange={setFilter}
            options={[
              { value: "all", label: "All" },
              { value: "config", label: "Config" },
              { value: "health", label: "Health" },
              { value: "presence", label: "Presence" },
              { value: "people", label: "People" },
            ]}
          />
        }
      >
        {timeline.error ? (
          <Trouble error={timeline.error} onRetry={() => void timeline.refetch()} />
        ) : null}
        {timeline.data ? <Events entries={entries} wide /> : <Skeleton lines={8} />}
        {timeline.data && entries.length === 0 ? (
          <p className="pad quiet">Nothing of this kind has happened.</p>
        ) : null}
        {timeline.data?.nextCursor && limit < PAGE_MAX ? (
          <div className="pad">
            <Button size="sm" onClick={() => setLimit(PAGE_MAX)}>
              Show older entries
            </Button>
          </div>
        ) : null}
      </Card>
    </TabPanel>
  );
}
