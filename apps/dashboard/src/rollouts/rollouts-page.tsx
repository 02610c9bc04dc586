"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useInBrowser, useParam } from "../data/address";
import { useGroups } from "../data/groups";
import { useLiveRollouts, useRollouts } from "../data/rollouts";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Empty } from "../parts/empty";
import { PageHead } from "../parts/page-head";
import { Segments } from "../parts/segments";
import { Skeleton } from "../parts/skeleton";
import { Trouble } from "../parts/trouble";
import { plural } from "../words/format";
import { FirstRollout } from "./first-rollout";
import { RolloutsTable } from "./rollouts-table";

const StartDialog = dynamic(() => import("./start/start-dialog").then((part) => part.StartDialog), {
  ssr: false,
});

/** What is under way, what was, and how each ended. */
export function RolloutsPage() {
  const inBrowser = useInBrowser();
  const [show, setShow] = useParam("show");
  const [starting, setStarting] = useState(false);
  const live = show === "live";
  const rollouts = useRollouts(live);
  const underWay = useLiveRollouts().data ?? 0;
  const all = rollouts.data?.pages.flatMap(({ items }) => items);
  const total = rollouts.data?.pages[0]?.total ?? 0;
  const none = all?.length === 0 && !live;
  return (
    <>
      <PageHead
        title="Rollouts"
        sub={all === undefined || none ? "" : headWords(underWay, live ? undefined : total)}
        lined={none}
        acts={
          none || all === undefined ? null : (
            <>
              <Segments
                label="Which rollouts"
                value={live ? "live" : "all"}
                options={[
                  { value: "all", label: "All" },
                  { value: "live", label: "Live" },
                ]}
                onChange={(next) => setShow(next === "live" ? "live" : "")}
              />
              <Locked action="rollouts.write">
                <Button kind="primary" icon="plus" onClick={() => setStarting(true)}>
                  Rollout
                </Button>
              </Locked>
            </>
          )
        }
      />
      <div className="scroll">
        {rollouts.error ? (
          <Trouble error={rollouts.error} onRetry={() => void rollouts.refetch()} />
        ) : null}
        {all === undefined || !inBrowser ? (
          rollouts.error ? null : (
            <Skeleton lines={8} label="Loading rollouts" />
          )
        ) : none ? (
          <FirstRollout />
        ) : all.length === 0 ? (
          <Empty
            title="Nothing is under way"
            action={<Button onClick={() => setShow("")}>Show those that ended</Button>}
          >
            No agent is being changed by a rollout.
          </Empty>
        ) : (
          <div className="pad list-page">
            <section className="card list-box" aria-label="Rollouts">
              <RolloutsTable rollouts={all} />
            </section>
            {rollouts.hasNextPage ? (
              <Button className="start" onClick={() => void rollouts.fetchNextPage()}>
                Show older
              </Button>
            ) : null}
          </div>
        )}
      </div>
      {starting ? <Starting onClose={() => setStarting(false)} /> : null}
    </>
  );
}

function headWords(live: number, total: number | undefined): string {
  const under = live === 0 ? "nothing under way" : `${live} under way`;
  return total === undefined ? under : `${plural(total, "rollout")}, ${under}`;
}

/** The dialog needs the groups that have a configuration to release. */
function Starting({ onClose }: { onClose: () => void }) {
  const groups = useGroups().data?.items.filter(
    ({ configuration, agents }) => configuration !== null && agents > 0,
  );
  if (groups === undefined) return null;
  return <StartDialog of={{ kind: "groups", groups }} onClose={onClose} />;
}
